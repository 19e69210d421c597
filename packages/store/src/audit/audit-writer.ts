import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AuditEntry, Logger } from "@ai-orchestrator/contract";
import { ensurePrivateFolder, syncFolder } from "../database/private-file.ts";
import { auditFiles, fileLines, headOf, parseRecord, readFileEnd } from "./audit-files.ts";
import { auditLine, GENESIS, type AuditHead, type AuditKeys, type AuditRecord } from "./audit-record.ts";

/** ms another process may hold the log. */
const LOCK_TIMEOUT_MS = 5_000;

/** What the writer needs. */
export interface AuditWriterOptions {
  readonly directory: string;
  readonly keys: AuditKeys;
  /** The checkpoint outside the log. */
  readonly known: AuditHead | undefined;
  readonly logger: Logger;
}

/** Appends to the log, one process at a time. */
export interface AuditWriter extends Disposable {
  /** The lines are in the file when this returns (not yet synced): all under one lock, in order. */
  append(entries: readonly AuditEntry[]): void;
  /** Syncs what was written; returns the head now on disk, or undefined if nothing was written. */
  sync(): AuditHead | undefined;
}

/**
 * Opens the log for appending. The lock is SQLite's own on an empty database: the system lets go of it when a process
 * dies, so there is no stale lock to judge. The head is re-read whenever another process has written; if it is behind
 * `known`, the end was cut off: a record says so, and verifying reports it for good.
 */
export function auditWriter(options: AuditWriterOptions): AuditWriter {
  ensurePrivateFolder(options.directory, options.logger);
  const lockPath = join(options.directory, "lock");
  closeSync(openSync(lockPath, "a", 0o600));
  const lock = new DatabaseSync(lockPath, { timeout: LOCK_TIMEOUT_MS });
  // Nothing is ever written to it: without a journal on disk there is none to look for at each lock.
  lock.prepare("PRAGMA journal_mode=MEMORY").get();
  const [take, give] = [lock.prepare("BEGIN IMMEDIATE"), lock.prepare("ROLLBACK")];
  const end: LogEnd = { ...options, head: GENESIS, size: UNKNOWN_SIZE, file: undefined };
  let written: AuditHead | undefined;
  return {
    append: (entries) => {
      take.run();
      try {
        for (const group of byMonth(entries)) written = appendLocked(end, group);
      } catch (thrown) {
        end.size = UNKNOWN_SIZE;
        throw thrown;
      } finally {
        give.run();
      }
    },
    sync: () => {
      if (written === undefined || end.file === undefined) return undefined;
      fsyncSync(end.file.descriptor);
      const synced = written;
      written = undefined;
      return synced;
    },
    [Symbol.dispose]: () => {
      if (end.file !== undefined) closeSync(end.file.descriptor);
      end.file = undefined;
      if (lock.isOpen) lock.close();
    },
  };
}

const UNKNOWN_SIZE = -1;

/** Where the log ends, as far as this process knows: true only while the file still has `size` bytes. */
interface LogEnd {
  readonly directory: string;
  readonly keys: AuditKeys;
  known: AuditHead | undefined;
  head: AuditHead;
  size: number;
  file: { readonly name: string; readonly descriptor: number } | undefined;
}

/** Entries that follow each other within one month: they go into one file with one write. */
function byMonth(entries: readonly AuditEntry[]): readonly (readonly [AuditEntry, ...AuditEntry[]])[] {
  const groups: [AuditEntry, ...AuditEntry[]][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last !== undefined && isSameMonth(last[0].at, entry.at)) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function isSameMonth(a: number, b: number): boolean {
  const [first, second] = [new Date(a), new Date(b)];
  return first.getUTCMonth() === second.getUTCMonth() && first.getUTCFullYear() === second.getUTCFullYear();
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

function appendLocked(end: LogEnd, entries: readonly [AuditEntry, ...AuditEntry[]]): AuditHead {
  const [{ at }] = entries;
  const file = switchFile(end, fileFor(at, end.directory));
  if (fstatSync(file.descriptor).size !== end.size) catchUp(end, file, at);
  let { head } = end;
  let text = "";
  for (const entry of entries) {
    const made = auditLine(entry, head, end.keys);
    text += `${made.line}\n`;
    head = made.head;
  }
  end.size = writeWhole(file.descriptor, text);
  end.head = head;
  end.known = head;
  return head;
}

/** The file of the month, opened so that a write that did not fit can be taken back. */
function switchFile(end: LogEnd, name: string): NonNullable<LogEnd["file"]> {
  if (end.file?.name === name) return end.file;
  if (end.file !== undefined) {
    fsyncSync(end.file.descriptor);
    closeSync(end.file.descriptor);
  }
  const path = join(end.directory, name);
  const isNew = !existsSync(path);
  const file = { name, descriptor: openSync(path, "a+", 0o600) };
  if (isNew) syncFolder(end.directory);
  end.file = file;
  end.size = UNKNOWN_SIZE;
  return file;
}

/** Reads the head anew, and puts on record what is wrong with the end. */
function catchUp(end: LogEnd, file: NonNullable<LogEnd["file"]>, at: number): void {
  const found = readHead(end.directory);
  end.head = found.head;
  const note = (detail: Note): void => {
    const made = auditLine({ at, event: "config", ...detail }, end.head, end.keys);
    writeWhole(file.descriptor, `${made.line}\n`);
    end.head = made.head;
  };
  if (found.torn !== undefined) {
    if (found.torn.file === file.name) writeWhole(file.descriptor, "\n");
    note(tornNote(found.torn.bytes));
  }
  const { known } = end;
  if (known !== undefined && isBehind(found.head, known))
    note({ outcome: "truncated", detail: `checkpoint ${known.seq} ${known.h}` });
}

/** The month's file; never one before the newest there is, so that a clock set back cannot reorder the chain. */
function fileFor(at: number, directory: string): string {
  const name = `${monthOf(at)}.jsonl`;
  const newest = auditFiles(directory).at(-1);
  return newest !== undefined && newest > name ? newest : name;
}

interface TornEnd {
  readonly file: string;
  readonly bytes: Buffer;
}

type Note = Pick<AuditEntry, "outcome" | "detail">;

/** The last record of the whole log, and bytes after it that are no line. */
function readHead(directory: string): { readonly head: AuditHead; readonly torn: TornEnd | undefined } {
  let torn: TornEnd | undefined;
  for (const file of auditFiles(directory).toReversed()) {
    const end = readFileEnd(join(directory, file));
    if (end.torn.length > 0) torn ??= { file, bytes: end.torn };
    const record = (end.lastLine === undefined ? undefined : parseRecord(end.lastLine)) ?? lastRecord(directory, file);
    if (record !== undefined) return { head: headOf(record), torn };
  }
  return { head: GENESIS, torn };
}

/** For a file that ends in something else: the log goes on from the last record there is, and verifying names the line that is none. */
function lastRecord(directory: string, file: string): AuditRecord | undefined {
  let last: AuditRecord | undefined;
  for (const { line } of fileLines(directory, file)) last = parseRecord(line) ?? last;
  return last;
}

/** A write that power loss cut off stays where it is; a record after it says so under the key, so that verifying can tell it from tampering. */
function tornNote(bytes: Buffer): Note {
  return { outcome: "recovered", detail: `torn ${bytes.length} ${createHash("sha256").update(bytes).digest("hex")}` };
}

function isBehind(head: AuditHead, known: AuditHead): boolean {
  return head.seq < known.seq || (head.seq === known.seq && head.h !== known.h);
}

/** Writes all of it or, where the disk is full, none. Returns the file's size. */
function writeWhole(descriptor: number, text: string): number {
  const before = fstatSync(descriptor).size;
  const bytes = Buffer.from(text);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
  } catch (thrown) {
    ftruncateSync(descriptor, before);
    throw thrown;
  }
  return before + bytes.length;
}
