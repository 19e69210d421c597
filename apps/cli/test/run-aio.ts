import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NO_LOCAL_SERVERS } from "../../../packages/orchestrator/test/no-local-servers.ts";

const MAIN = path.resolve(import.meta.dirname, "../src/main.ts");

/** What one run of `aio` did. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home of its own for a test file's runs of `aio`, without keychain, the machine's keys and its model servers. */
export interface AioHome extends Disposable {
  readonly folder: string;
  /** The program itself, for tests that start it their own way. */
  readonly main: string;
  readonly env: Record<string, string>;
  aio(
    args: readonly string[],
    options?: {
      readonly input?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly cwd?: string;
      /** Ctrl-C comes when it resolves. */
      readonly signalWhen?: Promise<void>;
    },
  ): Promise<Run>;
}

/** Makes a home in a temporary folder. */
export function makeHome(): AioHome {
  const folder = mkdtempSync(path.join(tmpdir(), "aio-cli-"));
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    AI_ORCHESTRATOR_HOME: path.join(folder, "data"),
    AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
    ...NO_LOCAL_SERVERS,
    NO_COLOR: "1",
  };
  return {
    folder,
    main: MAIN,
    env,
    aio: (args, options = {}) => runAio(args, { ...options, env: { ...env, ...options.env } }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runAio(
  args: readonly string[],
  {
    input,
    env,
    cwd,
    signalWhen,
  }: {
    readonly input?: string;
    readonly env: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly signalWhen?: Promise<void>;
  },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    void signalWhen?.then(() => child.kill("SIGINT"));
  });
}
