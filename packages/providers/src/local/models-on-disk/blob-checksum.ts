import { createHash } from "node:crypto";
import type { HubFile } from "./read-hub-listing.ts";

/** Takes a file's bytes in order and says whether they are the ones its name promises. */
export interface BlobChecksum {
  update(bytes: Uint8Array): void;
  matches(): boolean;
}

/** Large files are named by their SHA-256, others as Git names them: SHA-1 over `blob <size>`, a zero byte, the content. */
export function blobChecksum({ blob, size }: Pick<HubFile, "blob" | "size">): BlobChecksum {
  const isLarge = blob.length === 64;
  const hash = createHash(isLarge ? "sha256" : "sha1");
  if (!isLarge) hash.update(`blob ${size}\0`);
  return { update: (bytes) => void hash.update(bytes), matches: () => hash.digest("hex") === blob };
}
