import type { FilePart, ImagePart } from "@ai-orchestrator/contract";

/** First bytes of the types worth telling apart (exports name many files `.dat`). */
const SIGNATURES: readonly { readonly type: string; readonly at: number; readonly bytes: string }[] = [
  { type: "image/png", at: 0, bytes: "89504e47" },
  { type: "image/jpeg", at: 0, bytes: "ffd8ff" },
  { type: "image/gif", at: 0, bytes: "47494638" },
  { type: "image/webp", at: 8, bytes: "57454250" },
  { type: "application/pdf", at: 0, bytes: "25504446" },
  { type: "audio/wav", at: 8, bytes: "57415645" },
  { type: "audio/mpeg", at: 0, bytes: "494433" },
];

/** A file of an export as a picture or a file, by its first bytes. */
export function mediaPart(bytes: Buffer, name: string): ImagePart | FilePart {
  const mediaType =
    SIGNATURES.find(({ at, bytes: start }) => bytes.toString("hex", at, at + start.length / 2) === start)?.type ??
    "application/octet-stream";
  const type = mediaType.startsWith("image/") ? "image" : "file";
  return { type, mediaType, data: bytes.toString("base64"), name };
}

/** A `data:` address as a picture or a file; undefined for any other address. */
export function dataUrlPart(url: string, name?: string): ImagePart | FilePart | undefined {
  const match = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.-]+)*;base64,([A-Za-z0-9+/=\s]*)$/.exec(url);
  if (match === null) return undefined;
  const [, mediaType = "application/octet-stream", data = ""] = match;
  const normal = Buffer.from(data, "base64").toString("base64");
  return {
    type: mediaType.startsWith("image/") ? "image" : "file",
    mediaType,
    data: normal,
    ...(name === undefined ? {} : { name }),
  };
}
