import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { readServerFile, serverFilePath, serverLogPath, type ServerFile } from "./server-file.ts";

/** Starts the server as a process of its own and waits until it answers. Throws `network` if it does not within 10 s, or if one runs already. */
export async function startDaemon(options: {
  readonly runtime: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<ServerFile> {
  await refuseSecond(options.runtime);
  mkdirSync(options.runtime, { recursive: true, mode: 0o700 });
  const logFile = serverLogPath(options.runtime);
  const log = openSync(logFile, "a", 0o600);
  const { size: saidBefore } = statSync(logFile);
  const [program = process.execPath, ...args] = options.command;
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...options.env },
    windowsHide: true,
  });
  closeSync(log);
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  child.unref();
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const server = readServerFile(options.runtime);
    if (server !== undefined && (await answers(server))) return server;
    if (failure !== undefined || child.exitCode !== null || child.signalCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const why = lastError(readFileSync(logFile).subarray(saidBefore).toString());
  throw new OrchestratorError("network", `The server did not start${why === undefined ? "." : `: ${why}`}`, {
    suggestion: `See ${logFile}.`,
    ...(failure === undefined ? {} : { cause: failure }),
  });
}

/** What the command line said when it gave up. */
function lastError(said: string): string | undefined {
  return /^error: (.+)$/m.exec(said)?.[1];
}

/**
 * Asks the server to stop unless it does already, and waits until it is gone or another has its place; running requests may
 * end. False if none ran. Throws `network` where nothing answers, or somebody else does: after a crash the address and the
 * process id may be a stranger's.
 */
export async function stopDaemon(runtime: string): Promise<boolean> {
  const server = readServerFile(runtime);
  if (server === undefined) return false;
  if (server.stopsBy === undefined && !(await askToStop(server)))
    throw new OrchestratorError("network", `Nothing answers at ${server.url}; process ${server.pid} may be another.`, {
      suggestion: `If it is aio, it is stopping, or end it: ${forceCommand(server.pid)}. If not, remove ${serverFilePath(runtime)}.`,
    });
  const deadline = performance.now() + 35_000;
  while (readServerFile(runtime)?.pid === server.pid) {
    if (performance.now() > deadline)
      throw new OrchestratorError("timeout", `The server (process ${server.pid}) does not stop.`, {
        suggestion: forceCommand(server.pid),
      });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** True if the server agreed. The token is in its file, so that nobody else can ask, and only it can answer. */
async function askToStop(server: ServerFile): Promise<boolean> {
  try {
    const response = await fetch(`${server.url}/api/v1/shutdown`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.token}` },
      signal: AbortSignal.timeout(5000),
    });
    await response.body?.cancel();
    return response.status === 202;
  } catch {
    return false; // Nothing there: exactly what is asked.
  }
}

function forceCommand(pid: number): string {
  return process.platform === "win32" ? `taskkill /F /PID ${pid}` : `kill -9 ${pid}`;
}

/** Throws `network` where a server of this home answers. One that is stopping leaves its port to the next. One that does not was left by a crash, and its process id is a stranger's by now. */
export async function refuseSecond(runtime: string): Promise<void> {
  const running = readServerFile(runtime);
  if (running === undefined || !(await answers(running))) return;
  const url = running.publicUrl ?? running.url;
  throw new OrchestratorError("network", `A server runs already at ${url} (process ${running.pid}).`, {
    suggestion: "aio serve --stop, or use it: aio serve --status",
  });
}

/** True if the server answers its health check; one that is stopping listens no more. */
export async function answers(server: ServerFile): Promise<boolean> {
  if (server.stopsBy !== undefined) return false;
  try {
    return (await fetch(`${server.url}/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false; // Not up (yet): exactly what is asked.
  }
}
