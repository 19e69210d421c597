import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { KeychainRequest, KeychainResponse } from "./keychain-protocol.ts";
import { oneLine } from "../vault-error.ts";

/** Largest answer believed, in bytes. */
const LARGEST_ANSWER = 4 * 1024 * 1024;

/** What a keychain needs from the session; everything else, API keys above all, stays out of the child's environment. */
const SESSION_VARIABLES = [
  "DBUS_SESSION_BUS_ADDRESS",
  "XDG_RUNTIME_DIR",
  "DISPLAY",
  "WAYLAND_DISPLAY",
  "XAUTHORITY",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "TMPDIR",
  "TEMP",
  "SystemRoot",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
] as const;

/** How to start the child. */
export interface KeychainChildOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The JavaScript runtime to start; the default is the one running. */
  readonly execPath?: string;
  /** The child's file; a bundle that has it as an own entry names it here. */
  readonly entry?: string | URL;
  /** The child is killed after this many ms. */
  readonly timeoutMs: number;
}

/** How the call ended. */
export type KeychainChildOutcome =
  | { readonly kind: "answered"; readonly response: KeychainResponse }
  | { readonly kind: "hangs" }
  | { readonly kind: "broken"; readonly message: string };

function childEnvironment(env: KeychainChildOptions["env"]): Record<string, string> {
  const kept = SESSION_VARIABLES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  // Under Electron the same executable is a browser unless told otherwise.
  return { ...Object.fromEntries(kept), ...("electron" in process.versions ? { ELECTRON_RUN_AS_NODE: "1" } : {}) };
}

function defaultEntry(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./keychain-child.ts" : "./keychain-child.js", import.meta.url);
}

function parseAnswer(text: string, stderr: string): KeychainChildOutcome {
  try {
    return { kind: "answered", response: JSON.parse(text) as KeychainResponse };
  } catch {
    return { kind: "broken", message: oneLine(stderr.trim() || "the keychain helper gave no answer") };
  }
}

/** Runs the operations in a child process that is dead when this resolves. Never rejects. */
export async function runKeychainChild(
  request: KeychainRequest,
  options: KeychainChildOptions,
): Promise<KeychainChildOutcome> {
  // Most commands never come here.
  const { spawn } = await import("node:child_process");
  const entry = options.entry ?? defaultEntry();
  try {
    const file = entry instanceof URL || entry.startsWith("file:") ? fileURLToPath(entry) : entry;
    const child = spawn(options.execPath ?? process.execPath, [file], {
      env: childEnvironment(options.env),
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    return await outcomeOf(child, JSON.stringify(request), options.timeoutMs);
  } catch (error) {
    return { kind: "broken", message: oneLine(error) };
  }
}

/** Feeds the child and waits for its answer, its death, or the end of its time. Rejects if it cannot be started. */
function outcomeOf(
  child: ChildProcessWithoutNullStreams,
  input: string,
  timeoutMs: number,
): Promise<KeychainChildOutcome> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    let outcome: KeychainChildOutcome | undefined;
    const stop = (why: KeychainChildOutcome): void => {
      outcome ??= why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop({ kind: "hangs" }), timeoutMs);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (stdout.length > LARGEST_ANSWER) stop({ kind: "broken", message: "the keychain helper said too much" });
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(0, 4000);
    });
    // A child that dies early closes its input; its exit tells the story.
    child.stdin.on("error", () => {});
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve(outcome ?? parseAnswer(stdout, stderr));
    });
    child.stdin.end(input);
  });
}
