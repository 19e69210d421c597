import type { MessagePart, StepState } from "@ai-orchestrator/contract";
import type { Database } from "../database/database.ts";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { ContentCodec } from "../encryption/content-codec.ts";

/** Key that stands for `data` in stored JSON. */
const REFERENCE = "$attachment";

type Parts = readonly MessagePart[];

/** Parts with their bytes taken out, and the bytes by hash. Text that is not canonical base64 stays where it is. */
export function detachBytes(parts: Parts, codec: ContentCodec, found: Map<string, Uint8Array>): Parts {
  return mapMedia(parts, (media) => {
    const bytes = typeof media.data === "string" ? canonicalBytes(media.data) : undefined;
    if (bytes === undefined) return media;
    const hash = codec.contentHash(bytes);
    found.set(hash, bytes);
    const { data: _data, ...rest } = media;
    return { ...rest, [REFERENCE]: hash };
  });
}

/** The inverse of `detachBytes`. */
export function attachBytes(parts: Parts, load: (hash: string) => string): Parts {
  return mapMedia(parts, (media) => {
    const hash = media[REFERENCE];
    if (typeof hash !== "string") return media;
    const { [REFERENCE]: _hash, ...rest } = media;
    return { ...rest, data: load(hash) };
  });
}

/** Parts of chain steps, detached. */
export function detachSteps(
  steps: readonly StepState[],
  codec: ContentCodec,
  found: Map<string, Uint8Array>,
): readonly StepState[] {
  return steps.map((step) => ({ ...step, parts: detachBytes(step.parts, codec, found) }));
}

/** Stores each attachment once and counts the turn as a user of it. */
export function keepAttachments(
  database: Database,
  codec: ContentCodec,
  turn: number,
  found: ReadonlyMap<string, Uint8Array>,
): void {
  for (const [hash, bytes] of found) {
    const known = database.prepare("SELECT 1 FROM attachment WHERE hash = ?").get(hash);
    if (known === undefined) {
      database
        .prepare("INSERT INTO attachment (hash, bytes) VALUES (?, ?)")
        .run(hash, codec.sealBytes(bytes, `attachment|${hash}`));
    }
    database.prepare("INSERT INTO attachment_ref (turn, hash) VALUES (?, ?) ON CONFLICT DO NOTHING").run(turn, hash);
  }
}

/** Gives up attachments the turn no longer uses. */
export function dropOtherAttachments(database: Database, turn: number, used: ReadonlyMap<string, Uint8Array>): void {
  for (const { hash } of database.prepare("SELECT hash FROM attachment_ref WHERE turn = ?").all(turn)) {
    if (typeof hash === "string" && !used.has(hash)) {
      database.prepare("DELETE FROM attachment_ref WHERE turn = ? AND hash = ?").run(turn, hash);
    }
  }
}

/** Reads attachments as base64, each once per reader. */
export function attachmentReader(database: Database, codec: ContentCodec): (hash: string) => string {
  const loaded = new Map<string, string>();
  return (hash) => {
    const known = loaded.get(hash);
    if (known !== undefined) return known;
    const row = database.prepare("SELECT bytes FROM attachment WHERE hash = ?").get(hash);
    if (!(row?.bytes instanceof Uint8Array)) {
      throw new OrchestratorError("storage", "An attachment is missing from the history.", {
        suggestion: "Run `aio history verify`.",
      });
    }
    const bytes = codec.openBytes(row.bytes, `attachment|${hash}`);
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
    loaded.set(hash, data);
    return data;
  };
}

function canonicalBytes(base64: string): Uint8Array | undefined {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : undefined;
}

type LooseMedia = Readonly<Record<string, unknown>>;

/** Applies `change` to images and files, those inside tool results included; parts without any come back as they are. */
function mapMedia(parts: Parts, change: (media: LooseMedia) => LooseMedia): Parts {
  if (!parts.some(mayHoldMedia)) return parts;
  return parts.map((part) => {
    if (part.type === "image" || part.type === "file") return change({ ...part }) as unknown as MessagePart;
    if (part.type !== "tool-result" || !Array.isArray(part.output)) return part;
    const output = (part.output as readonly unknown[]).map((item) => (isImage(item) ? change(item) : item));
    return { ...part, output } as unknown as MessagePart;
  });
}

function mayHoldMedia(part: MessagePart): boolean {
  return part.type === "image" || part.type === "file" || (part.type === "tool-result" && Array.isArray(part.output));
}

function isImage(value: unknown): value is LooseMedia {
  return (
    typeof value === "object" && value !== null && "type" in value && value.type === "image" && "mediaType" in value
  );
}
