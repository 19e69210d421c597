import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { AuditHead, AuditRecord } from "./audit-record.ts";

const MONTH_FILE = /^\d{4}-\d{2}\.jsonl$/;
const BLOCK = 64 * 1024;

/** The log's files, oldest first; none if the folder is not there yet. */
export function auditFiles(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => MONTH_FILE.test(name))
      .toSorted();
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return [];
    throw thrown;
  }
}

/** The end of one file: its size, its last whole line, and what follows the last newline (a write that was cut off). */
export interface FileEnd {
  readonly bytes: number;
  readonly lastLine: string | undefined;
  readonly torn: Buffer;
}

/** Reads backwards until a whole line is found, so that the cost does not grow with the log. */
export function readFileEnd(path: string): FileEnd {
  const descriptor = openSync(path, "r");
  try {
    const bytes = fstatSync(descriptor).size;
    let tail = Buffer.alloc(0);
    for (let start = bytes; start > 0;) {
      const length = Math.min(BLOCK, start);
      start -= length;
      const block = Buffer.alloc(length);
      readSync(descriptor, block, 0, length, start);
      tail = Buffer.concat([block, tail]);
      const end = tail.lastIndexOf(10);
      const before = end === -1 ? -1 : tail.lastIndexOf(10, end - 1);
      if (end !== -1 && (before !== -1 || start === 0))
        return { bytes, lastLine: tail.subarray(before + 1, end).toString("latin1"), torn: tail.subarray(end + 1) };
    }
    return { bytes, lastLine: undefined, torn: tail };
  } finally {
    closeSync(descriptor);
  }
}

/** Lines of a file in order with their numbers (from 1); the last may lack its newline. Bytes are read as latin1: what we write is ASCII, and anything else must stay recognisable. Memory stays at one block. */
export function* fileLines(
  directory: string,
  name: string,
): Generator<{ readonly line: string; readonly number: number; readonly whole: boolean }> {
  const descriptor = openSync(join(directory, name), "r");
  try {
    const block = Buffer.alloc(BLOCK * 16);
    let rest = Buffer.alloc(0);
    let number = 0;
    for (;;) {
      const length = readSync(descriptor, block, 0, block.length, null);
      if (length === 0) break;
      const data = rest.length === 0 ? block.subarray(0, length) : Buffer.concat([rest, block.subarray(0, length)]);
      const end = data.lastIndexOf(10);
      if (end === -1) {
        rest = Buffer.from(data);
        continue;
      }
      for (const line of data.toString("latin1", 0, end).split("\n")) yield { line, number: ++number, whole: true };
      rest = Buffer.from(data.subarray(end + 1));
    }
    if (rest.length > 0) yield { line: rest.toString("latin1"), number: number + 1, whole: false };
  } finally {
    closeSync(descriptor);
  }
}

/** True if a record with this hash ends a line. Looks from the end, where the newest checkpoints' records stand. */
export function logHasHash(directory: string, hash: string): boolean {
  const ending = Buffer.from(`,"h":"${hash}"}\n`, "latin1");
  return auditFiles(directory)
    .toReversed()
    .some((name) => holdsBytes(join(directory, name), ending));
}

function holdsBytes(path: string, bytes: Buffer): boolean {
  const descriptor = openSync(path, "r");
  try {
    for (let end = fstatSync(descriptor).size; end > 0; end -= BLOCK) {
      const start = Math.max(0, end - BLOCK);
      // Reaches into the block read before, where the bytes may go on.
      const block = Buffer.alloc(end - start + bytes.length);
      const length = readSync(descriptor, block, 0, block.length, start);
      if (block.subarray(0, length).includes(bytes)) return true;
    }
    return false;
  } finally {
    closeSync(descriptor);
  }
}

/** A line as a record, or undefined if it is not one. */
export function parseRecord(line: string): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord =
      typeof value === "object" &&
      value !== null &&
      "seq" in value &&
      typeof value.seq === "number" &&
      "h" in value &&
      typeof value.h === "string" &&
      "prev" in value &&
      typeof value.prev === "string";
    return isRecord ? (value as AuditRecord) : undefined;
  } catch {
    // Not JSON: not a record, which is what the caller reports.
    return undefined;
  }
}

/** The head a line makes. */
export function headOf(record: AuditRecord): AuditHead {
  return { seq: record.seq, h: record.h };
}
