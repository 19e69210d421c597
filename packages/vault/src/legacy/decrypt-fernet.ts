import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";

const VERSION = 0x80;

/** True for what has the form of a Fernet token, whoever made it. */
export function isFernetToken(token: string): boolean {
  return isToken(Buffer.from(token.trim(), "base64url"));
}

/** Version 1, time 8, IV 16, at least one block 16, MAC 32. */
function isToken(bytes: Uint8Array): boolean {
  return bytes.length >= 73 && (bytes.length - 57) % 16 === 0 && bytes[0] === VERSION;
}

/**
 * The plaintext of a Fernet token (github.com/fernet/spec: version, time, IV, AES-128-CBC text, HMAC-SHA256), or
 * undefined if it was not made with `key` (32 bytes: 16 to sign, 16 to encrypt). The token's age is not judged.
 */
export function decryptFernet(token: string, key: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(token.trim(), "base64url");
  if (key.length !== 32 || !isToken(bytes)) return undefined;
  const mac = createHmac("sha256", key.subarray(0, 16)).update(bytes.subarray(0, -32)).digest();
  if (!timingSafeEqual(mac, bytes.subarray(-32))) return undefined;
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(16), bytes.subarray(9, 25));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(25, -32)), decipher.final()]);
  } catch {
    return undefined;
  }
}
