import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A started child script with the lines it has written. */
export interface RunningChild {
  readonly process: ChildProcess;
  readonly lines: () => readonly string[];
  /** Resolves with the first line that fits; rejects if the child ends before. */
  waitFor(fits: (line: string) => boolean): Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly errors: string }>;
}

/** Starts a script of `test/children` in a process of its own. */
export function runChild(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningChild {
  const path = fileURLToPath(new URL(`children/${script}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  let output = "";
  let errors = "";
  const watchers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
    for (const watcher of watchers) watcher();
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors += chunk;
  });
  // What a killed process wrote last may end in half a line.
  const lines = (): readonly string[] => output.split("\n").slice(0, -1);
  const ended = new Promise<{ code: number | null; signal: string | null; errors: string }>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, errors }));
  });
  return {
    process: child,
    lines,
    ended,
    waitFor: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines().find(fits);
          if (found === undefined) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
        void ended.then(() => reject(new Error(`${script} ended early: ${errors}`)));
      }),
  };
}
