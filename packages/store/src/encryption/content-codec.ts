import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { foldForIndex, foldWord, splitWords } from "../search/fold-for-index.ts";
import { keyedWords } from "./keyed-words.ts";

/**
 * How content is written to columns and back. Plain: text as it is. Encrypted: AES-256-GCM blobs of
 * `1 | nonce 12 | ciphertext | tag 16`, bound to `place` (column and row id) so that values cannot be swapped.
 */
export interface ContentCodec {
  readonly encrypted: boolean;
  /** Proves that a key is the one the store was made with; undefined without a key. */
  readonly fingerprint: string | undefined;
  seal(text: string, place: string): SQLInputValue;
  open(value: SQLOutputValue | undefined, place: string): string;
  sealBytes(bytes: Uint8Array, place: string): Uint8Array;
  openBytes(bytes: Uint8Array, place: string): Uint8Array;
  /** Name an attachment is stored once by. */
  contentHash(bytes: Uint8Array): string;
  /** What the full-text index is given for a text. */
  indexText(text: string): string;
  /** What it is given for one folded word; absent where words stand in the index as they are. */
  readonly standIn?: (word: string) => string;
}

/** Content as it is, readable by whoever can read the file. */
export const plainCodec: ContentCodec = {
  encrypted: false,
  fingerprint: undefined,
  seal: (text) => text,
  open: (value) => {
    if (typeof value === "string") return value;
    throw new OrchestratorError("storage", "The history holds encrypted content but no key was given.", {
      suggestion: "Unlock the vault that keeps the history key.",
    });
  },
  sealBytes: (bytes) => bytes,
  openBytes: (bytes) => bytes,
  contentHash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  indexText: foldForIndex,
};

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Content under a 32-byte key. Separate keys for content, names and words are derived from it (HKDF-SHA256). */
export function encryptedCodec(key: Uint8Array): ContentCodec {
  if (key.byteLength !== 32)
    throw new OrchestratorError("storage", `The history key must have 32 bytes, not ${key.byteLength}.`);
  const contentKey = derive(key, "content");
  const nameKey = derive(key, "attachment");
  const standIn = keyedWords(derive(key, "words"));
  const seal = (bytes: Uint8Array, place: string): Uint8Array => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", contentKey, nonce);
    cipher.setAAD(Buffer.from(place));
    return Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  const open = (sealed: Uint8Array, place: string): Buffer => {
    try {
      return decrypt(contentKey, sealed, place);
    } catch (thrown) {
      throw new OrchestratorError("storage", "Encrypted content cannot be read: wrong key, or it was changed.", {
        cause: thrown,
        suggestion: "Check the history key; restore a backup if the file was changed.",
      });
    }
  };
  return {
    encrypted: true,
    fingerprint: createHmac("sha256", derive(key, "fingerprint")).update("aio-history").digest("hex"),
    seal: (text, place) => seal(Buffer.from(text), place),
    open: (value, place) => {
      if (value instanceof Uint8Array) return open(value, place).toString("utf8");
      throw new OrchestratorError("storage", "Content that should be encrypted is not.", {
        suggestion: "Run `aio history verify`.",
      });
    },
    sealBytes: seal,
    openBytes: open,
    contentHash: (bytes) => createHmac("sha256", nameKey).update(bytes).digest("hex"),
    indexText: (text) =>
      splitWords(text)
        .map((word) => standIn(foldWord(word)))
        .join(" "),
    standIn,
  };
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(), `aio-history|v1|${purpose}`, 32));
}

function decrypt(key: Buffer, sealed: Uint8Array, place: string): Buffer {
  if (sealed[0] !== FORMAT || sealed.byteLength < 1 + NONCE_BYTES + TAG_BYTES) throw new Error("unknown format");
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.byteLength - TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(1 + NONCE_BYTES, sealed.byteLength - TAG_BYTES)),
    decipher.final(),
  ]);
}
