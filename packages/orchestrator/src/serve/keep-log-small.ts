import { copyFileSync, fstatSync, statSync, truncateSync } from "node:fs";
import type { Logger } from "@ai-orchestrator/contract";

const MOST_BYTES = 10 * 1024 * 1024;
const EVERY_MS = 600_000;
const STDERR = 2;

/** Keeps what the background server says from filling the disk: beyond 10 MiB it moves to `FILE.1`. Does nothing where stderr is not that file. Returns what stops it. */
export function keepLogSmall(file: string, logger: Logger): () => void {
  if (!isSameFile(file)) return () => undefined;
  const timer = setInterval(() => {
    try {
      rotateLog(file, MOST_BYTES);
    } catch (error) {
      logger.log("warn", "The log could not be rotated.", { file, reason: (error as Error).message });
    }
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Moves what a file holds to `FILE.1` once it has more than `mostBytes`; the file itself stays, since its writers keep it open. True if it did. */
export function rotateLog(file: string, mostBytes: number): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  if (info === undefined || info.size <= mostBytes) return false;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
  return true;
}

function isSameFile(file: string): boolean {
  const [ours, theirs] = [fstatSync(STDERR), statSync(file, { throwIfNoEntry: false })];
  return theirs !== undefined && ours.ino === theirs.ino && ours.dev === theirs.dev;
}
