import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: a random 96-bit nonce and the ciphertext followed by its 128-bit tag, both base64url. */
export interface Sealed {
  readonly n: string;
  readonly c: string;
}

/** Encrypts under a 256-bit key and authenticates `context` with it. */
export function seal(key: Uint8Array, plaintext: Uint8Array, context: string): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, "utf8"));
  const text = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { n: nonce.toString("base64url"), c: text.toString("base64url") };
}

/** The plaintext, or undefined if key, context, nonce or text are not exactly those of `seal`. */
export function unseal(key: Uint8Array, sealed: Sealed, context: string): Buffer | undefined {
  const nonce = Buffer.from(sealed.n, "base64url");
  const text = Buffer.from(sealed.c, "base64url");
  if (nonce.length !== NONCE_BYTES || text.length < TAG_BYTES) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(text.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(text.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
