import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { OrchestratorError } from "@ai-orchestrator/contract";

/** A ZIP archive read on demand, so that gigabytes of pictures are never all in memory. */
export interface ZipArchive extends Disposable {
  readonly names: readonly string[];
  read(name: string): Buffer;
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Bytes one entry may unpack to. */
const LARGEST_ENTRY = 1024 ** 3;
const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
/** Marks a number that is in the ZIP64 extra field. */
const IN_ZIP64 = 0xffffffff;

/** Opens an archive (PKWARE APPNOTE 6.3: stored and deflated entries, ZIP64). Throws `invalid_input` if it is none. */
export function openZip(path: string): ZipArchive {
  const descriptor = openSync(path, "r");
  try {
    const entries = sound(() => readDirectory(descriptor));
    return {
      names: [...entries.keys()],
      read: (name) => {
        const entry = entries.get(name);
        if (entry === undefined) throw broken(`it has no ${name}`);
        return sound(() => readEntry(descriptor, entry));
      },
      [Symbol.dispose]: () => closeSync(descriptor),
    };
  } catch (thrown) {
    closeSync(descriptor);
    throw thrown;
  }
}

/** Numbers of a damaged archive lead anywhere: out of a buffer, or into bytes that do not inflate. */
function sound<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof OrchestratorError
      ? thrown
      : broken(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function readDirectory(descriptor: number): ReadonlyMap<string, Entry> {
  const size = fstatSync(descriptor).size;
  const tailLength = Math.min(size, 22 + 0xffff + 20);
  const tail = readAt(descriptor, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || tail.readUInt32LE(end) !== END) throw broken("its directory is missing");
  let length = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  if (end >= 20 && tail.readUInt32LE(end - 20) === END_64_LOCATOR) {
    const end64 = readAt(descriptor, Number(tail.readBigUInt64LE(end - 12)), 56);
    length = Number(end64.readBigUInt64LE(40));
    offset = Number(end64.readBigUInt64LE(48));
  }
  return parseDirectory(readAt(descriptor, offset, length));
}

function parseDirectory(directory: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL;) {
    const [nameLength, extraLength, commentLength] = [
      directory.readUInt16LE(at + 28),
      directory.readUInt16LE(at + 30),
      directory.readUInt16LE(at + 32),
    ];
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    const large = zip64Numbers(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
    const number = (value: number): number => (value === IN_ZIP64 ? Number(large.shift() ?? 0n) : value);
    const size = number(directory.readUInt32LE(at + 24));
    const packed = number(directory.readUInt32LE(at + 20));
    entries.set(name, {
      method: directory.readUInt16LE(at + 10),
      packed,
      size,
      offset: number(directory.readUInt32LE(at + 42)),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The 64-bit numbers of extra field 1, in order. */
function zip64Numbers(extra: Buffer): bigint[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const count = Math.floor(extra.readUInt16LE(at + 2) / 8);
    return Array.from({ length: count }, (_, index) => extra.readBigUInt64LE(at + 4 + index * 8));
  }
  return [];
}

function readEntry(descriptor: number, entry: Entry): Buffer {
  if (entry.size > LARGEST_ENTRY) throw broken(`an entry has ${entry.size} bytes`);
  const header = readAt(descriptor, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(descriptor, start, entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw broken(`it uses compression ${entry.method}`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  if (position < 0 || length < 0 || length > LARGEST_ENTRY) throw broken("a place in it is out of range");
  const buffer = Buffer.alloc(length);
  const read = readSync(descriptor, buffer, 0, length, position);
  if (read !== length) throw broken("it is cut off");
  return buffer;
}

function broken(why: string): OrchestratorError {
  return new OrchestratorError("invalid_input", `The ZIP archive cannot be read: ${why}.`, {
    suggestion: "Download the export again.",
  });
}
