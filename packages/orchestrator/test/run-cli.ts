import { spawn } from "node:child_process";
import path from "node:path";
import { family, processFace } from "./canary-marks.ts";

/** The program as it runs from source. */
export const MAIN: string = path.resolve(import.meta.dirname, "../../../apps/cli/src/main.ts");

/** What one run of `aio` showed to its user and to others who look at the machine's processes. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Arguments of the process and of all it started, looked at while they ran. */
  readonly arguments: string;
  /** Environments, likewise. */
  readonly environments: string;
}

/** Runs `aio` as a process of its own, under `wrapper` if one is given, umask as the caller set it. */
export function runCli(
  args: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly wrapper?: readonly string[];
  },
): Promise<CliRun> {
  const [command = process.execPath, ...rest] = [...(options.wrapper ?? []), process.execPath, MAIN, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { env: { ...options.env }, stdio: ["pipe", "pipe", "pipe"] });
    const out = { stdout: "", stderr: "" };
    const faces = new Map<number, { readonly cmdline: string; readonly environ: string }>();
    const look = setInterval(() => {
      if (child.pid === undefined) return;
      for (const pid of family(child.pid)) faces.set(pid, processFace(pid));
    }, 20);
    child.stdout.on("data", (part: Buffer) => (out.stdout += part.toString("utf8")));
    child.stderr.on("data", (part: Buffer) => (out.stderr += part.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(look);
      const seen = [...faces.values()];
      resolve({
        code: code ?? -1,
        ...out,
        arguments: seen.map(({ cmdline }) => cmdline).join("\n"),
        environments: seen.map(({ environ }) => environ).join("\n"),
      });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** An environment for `aio` without keychain and without this machine's keys. */
export function cliEnv(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    TMPDIR: path.join(home, "tmp"),
    AI_ORCHESTRATOR_HOME: path.join(home, "data"),
    AI_ORCHESTRATOR_NO_KEYCHAIN: "1",
    NO_COLOR: "1",
  };
}
