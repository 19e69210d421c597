import { createHmac, hash } from "node:crypto";

/** Bytes of a block of SHA-256, and of its result. */
const [BLOCK, RESULT] = [64, 32];
/** Bytes of the texts that are hashed without a stream: longer than a record, and than most questions. */
const SHORT = 4_096;

/** HMAC-SHA256 of texts under one key. */
export interface KeyedHash {
  /** `from` says what the text's characters are: bytes, or to be written as UTF-8. */
  of(text: string, from: "latin1" | "utf8", to: "base64url" | "hex"): string;
}

/**
 * The hash under `key`. HMAC is two hashes, each over a block made of the key and what follows it (RFC 2104).
 * Node makes a stream of its own for each HMAC, which costs more than both: a record has two.
 */
export function keyedHash(key: Uint8Array): KeyedHash {
  const inner = Buffer.alloc(BLOCK + SHORT);
  const outer = Buffer.alloc(BLOCK + RESULT);
  const own = key.length > BLOCK ? hash("sha256", key, "buffer") : key;
  for (let index = 0; index < BLOCK; index++) {
    inner[index] = (own[index] ?? 0) ^ 0x36;
    outer[index] = (own[index] ?? 0) ^ 0x5c;
  }
  return {
    of: (text, from, to) => {
      // A character is at most three bytes of UTF-8.
      if (text.length * (from === "utf8" ? 3 : 1) > SHORT)
        return createHmac("sha256", key).update(text, from).digest(to);
      const end = BLOCK + inner.write(text, BLOCK, from);
      outer.write(hash("sha256", inner.subarray(0, end), "latin1"), BLOCK, "latin1");
      return hash("sha256", outer, to);
    },
  };
}
