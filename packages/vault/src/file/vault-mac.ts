import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import { macedPart, type VaultDocument } from "./vault-document.ts";

function macOf(document: Omit<VaultDocument, "mac">, key: Uint8Array): Buffer {
  return createHmac("sha256", key)
    .update(canonicalJson(macedPart(document)), "utf8")
    .digest();
}

/** The document with its MAC. */
export function signVault(document: Omit<VaultDocument, "mac">, key: Uint8Array): VaultDocument {
  return { ...document, mac: macOf(document, key).toString("base64url") };
}

/** True if nothing in the document differs from what was signed. */
export function isVaultGenuine(document: VaultDocument, key: Uint8Array): boolean {
  return timingSafeEqual(macOf(document, key), Buffer.from(document.mac, "base64url"));
}
