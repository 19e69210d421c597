import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writeFileDurably } from "../files/write-file-durably.ts";

/** How local clients find the running server: `runtime/server.json`, 0600. */
export interface ServerFile {
  /** Where this machine's own programs reach it, without TLS. */
  readonly url: string;
  /** Where others do, if that is another. */
  readonly publicUrl?: string;
  readonly token: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly version: string;
  /** Set while it stops: epoch ms by which the last running request is ended. It listens no more. */
  readonly stopsBy?: number;
}

/** Between the last request's end and the file's going: what waits to be written is written. */
const LAST_WRITES_MS = 5000;

/** A new token: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Where it is. */
export function serverFilePath(runtime: string): string {
  return path.join(runtime, "server.json");
}

/** Writes it. */
export function writeServerFile(runtime: string, server: ServerFile): void {
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  writeFileDurably(serverFilePath(runtime), `${JSON.stringify(server, null, 2)}\n`);
}

/** Says in it that the server stops, if it is still this process's. */
export function markStopping(
  runtime: string,
  { pid, stopsBy }: { readonly pid: number; readonly stopsBy: number },
): void {
  const server = readServerFile(runtime);
  if (server?.pid === pid) writeServerFile(runtime, { ...server, stopsBy });
}

/** The server that listens no more and lets its running requests end, if there is one. One that was killed meanwhile is none. */
export function stoppingServer(runtime: string): (ServerFile & { readonly stopsBy: number }) | undefined {
  const server = readServerFile(runtime);
  return server?.stopsBy === undefined ? undefined : { ...server, stopsBy: server.stopsBy };
}

/** Removes it if it is still this process's. */
export function removeServerFile(runtime: string, pid: number): void {
  if (readServerFile(runtime)?.pid === pid) rmSync(serverFilePath(runtime), { force: true });
}

/** What the background server says goes here. */
export function serverLogPath(runtime: string): string {
  return path.join(runtime, "server.log");
}

/** The server that is said to run, if its process lives. After a crash or a restart of the machine that process may be a stranger's. */
export function readServerFile(runtime: string): ServerFile | undefined {
  const file = serverFilePath(runtime);
  if (!existsSync(file)) return undefined;
  const server = parsed(readFileSync(file, "utf8"));
  if (server === undefined || !isAlive(server.pid)) return undefined;
  return server.stopsBy !== undefined && Date.now() > server.stopsBy + LAST_WRITES_MS ? undefined : server;
}

/** A file that a full disk cut off names no server; the next one writes it anew. */
function parsed(text: string): ServerFile | undefined {
  try {
    return JSON.parse(text) as ServerFile;
  } catch {
    return undefined;
  }
}

/** True if a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
