import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keyedHash } from "./keyed-hash.ts";

describe("keyedHash", () => {
  const texts = [
    "",
    "a",
    "x".repeat(63),
    "é".repeat(64),
    "日本語 🎉 \ud800",
    "x".repeat(1_366),
    "€".repeat(1_365),
    "é".repeat(4_097),
  ];

  it.each([1, 32, 64, 65, 200])("is HMAC-SHA256 under a key of %i bytes, whatever the text", (length) => {
    const key = Uint8Array.from({ length }, (_, index) => (index * 37 + 5) % 256);
    const keyed = keyedHash(key);
    for (const text of texts)
      for (const from of ["latin1", "utf8"] as const)
        for (const to of ["hex", "base64url"] as const)
          expect(keyed.of(text, from, to)).toBe(createHmac("sha256", key).update(text, from).digest(to));
  });
});
