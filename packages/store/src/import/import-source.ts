import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { openZip, type ZipArchive } from "./read-zip.ts";

/** An export as it lies on disk: JSON documents and, beside them, files they mention. */
export interface ImportSource extends Disposable {
  readonly kind: "documents" | "database";
  readonly path: string;
  /** Parsed JSON documents that may hold conversations. */
  readonly documents: Iterable<unknown>;
  /** Bytes of a file whose name begins so, with its name. */
  readonly asset: (prefix: string) => { readonly name: string; readonly bytes: Buffer } | undefined;
}

/** Files of exports that hold conversations (newer ones are split and numbered). */
const CONVERSATION_FILE = /(^|\/)(conversations(-\d+)?|chat-export-[\w.-]*|all-chats-export-[\w.-]*)\.json$/i;

/** Opens a JSON file, a ZIP archive, a folder that one was unpacked to, or a SQLite database. Throws `invalid_input` if it is none of them. */
export function openImportSource(path: string): ImportSource {
  if (statSync(path).isDirectory()) return folderSource(path);
  const start = firstBytes(path);
  if (start.startsWith("SQLite format 3\0"))
    return { kind: "database", path, documents: [], asset: () => undefined, [Symbol.dispose]: () => {} };
  if (start.startsWith("PK")) return zipSource(path);
  return {
    kind: "documents",
    path,
    documents: [parseDocument(readFileSync(path), basename(path))],
    asset: () => undefined,
    [Symbol.dispose]: () => {},
  };
}

function folderSource(path: string): ImportSource {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return namedSource(path, { names, read: (name) => readFileSync(join(path, name)), [Symbol.dispose]: () => {} });
}

function zipSource(path: string): ImportSource {
  return namedSource(path, openZip(path));
}

function namedSource(path: string, files: ZipArchive): ImportSource {
  const documents = files.names.filter((name) => CONVERSATION_FILE.test(name)).toSorted();
  if (documents.length === 0) {
    files[Symbol.dispose]();
    throw new OrchestratorError("invalid_input", `${basename(path)} holds no conversations.json.`, {
      suggestion: "Give the export as it was downloaded.",
    });
  }
  return {
    kind: "documents",
    path,
    documents: parseEach(files, documents),
    asset: (prefix) => {
      const name = files.names.find((candidate) => basename(candidate).startsWith(prefix));
      return name === undefined ? undefined : { name: basename(name), bytes: files.read(name) };
    },
    [Symbol.dispose]: () => files[Symbol.dispose](),
  };
}

function* parseEach(files: ZipArchive, names: readonly string[]): Generator<unknown> {
  for (const name of names) yield parseDocument(files.read(name), name);
}

/** A JSON document; a byte order mark is passed over. */
function parseDocument(bytes: Buffer, name: string): unknown {
  try {
    const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the file, which may be anything private.
    throw new OrchestratorError("invalid_input", `${name} is not JSON: it looks like ${kindOf(bytes)}.`, {
      suggestion: "Give a JSON, ZIP or conversations.db file.",
    });
  }
}

const KINDS: readonly (readonly [start: RegExp, kind: string])[] = [
  [/^%PDF-/, "a PDF"],
  [/^\x1f\x8b/, "a gzip archive"],
  [/^(7z\xbc\xaf|Rar!)/, "an archive of another kind than ZIP"],
  [/^\s*<(!doctype html|html)/i, "a web page"],
  [/^\s*</, "XML"],
  [/^\s*$/, "an empty file"],
  [/^\s*\{[^\n]*\}\s*\n\s*\{/, "one JSON object a line"],
  [/^\s*[[{]/, "JSON that is cut off or damaged"],
];

function kindOf(bytes: Buffer): string {
  const start = bytes.toString("latin1", 0, 4096).replace(/^\u00ef\u00bb\u00bf/, "");
  const known = KINDS.find(([pattern]) => pattern.test(start))?.[1];
  return known ?? (bytes.subarray(0, 4096).includes(0) ? "a binary file" : "plain text");
}

function firstBytes(path: string): string {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(16);
    return buffer.toString("latin1", 0, readSync(descriptor, buffer, 0, 16, 0));
  } finally {
    closeSync(descriptor);
  }
}
