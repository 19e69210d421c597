// Not by name: a runtime without argon2 must still load this file to say so.
import crypto, { randomBytes } from "node:crypto";
import { vaultError } from "../vault-error.ts";
import { canonicalJson } from "./canonical-json.ts";
import { deriveLabelled } from "./derive-keys.ts";
import { seal, unseal } from "./sealed.ts";
import type { KdfParameters, Slot } from "./vault-document.ts";

/** What we write: OWASP's argon2id minimum is 19 MiB and 2 passes; this takes about 0.15 s on a laptop. */
export const KDF_DEFAULTS = { m: 65_536, t: 3, p: 1 } as const;

/** Shortest key file accepted, in bytes. */
export const SHORTEST_KEYFILE = 32;

/** What opens a slot: the passphrase, the key file's bytes, or the 256-bit key the keychain keeps. */
export type SlotKey =
  | { readonly type: "passphrase"; readonly passphrase: string }
  | { readonly type: "keyfile"; readonly bytes: Uint8Array }
  | { readonly type: "keychain"; readonly key: Uint8Array };

type SlotHeader = Slot extends infer Each ? (Each extends Slot ? Omit<Each, "wrap"> : never) : never;

/** A passphrase stretched to 256 bits by argon2id; Unicode-normalised (NFC), so that keyboards do not matter. */
export function stretchPassphrase(passphrase: string, kdf: Omit<KdfParameters, "alg">): Promise<Buffer> {
  if (typeof crypto.argon2 !== "function") {
    throw vaultError("unsupported", "This Node has no argon2id", { suggestion: "Use Node 24.7 or newer." });
  }
  const parameters = {
    message: Buffer.from(passphrase.normalize("NFC"), "utf8"),
    nonce: Buffer.from(kdf.salt, "base64url"),
    parallelism: kdf.p,
    tagLength: 32,
    memory: kdf.m,
    passes: kdf.t,
  };
  return new Promise((resolve, reject) => {
    crypto.argon2("argon2id", parameters, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

async function wrappingKey(header: SlotHeader, key: SlotKey, vaultId: string): Promise<Buffer> {
  if (header.type === "passphrase" && key.type === "passphrase") return stretchPassphrase(key.passphrase, header.kdf);
  if (header.type === "keyfile" && key.type === "keyfile") {
    return deriveLabelled(key.bytes, vaultId, `keyfile|${header.salt}`);
  }
  if (header.type === "keychain" && key.type === "keychain") return Buffer.from(key.key);
  throw new TypeError(`a ${key.type} cannot open a ${header.type} slot`);
}

/** The whole header is authenticated: weaker parameters or another slot's id make the wrap useless. */
const slotContext = (vaultId: string, header: SlotHeader): string =>
  `aio-vault|v1|${vaultId}|slot|${canonicalJson(header)}`;

/** A new slot that opens to `master`. Throws `invalid` for a passphrase under 8 characters or a short key file. */
export async function createSlot(
  master: Uint8Array,
  key: SlotKey,
  { vaultId, id = randomBytes(6).toString("base64url") }: { readonly vaultId: string; readonly id?: string },
): Promise<Slot> {
  const salt = randomBytes(16).toString("base64url");
  if (key.type === "passphrase" && key.passphrase.length < 8) {
    throw vaultError("invalid", "The passphrase is shorter than 8 characters", {
      suggestion: "Use four or more words.",
    });
  }
  if (key.type === "keyfile" && key.bytes.length < SHORTEST_KEYFILE) {
    throw vaultError("invalid", `The key file has fewer than ${SHORTEST_KEYFILE} bytes`, {
      suggestion: "Let `aio credentials create-file --keyfile` make one.",
    });
  }
  const header: SlotHeader =
    key.type === "passphrase"
      ? { id, type: "passphrase", kdf: { alg: "argon2id", ...KDF_DEFAULTS, salt } }
      : key.type === "keyfile"
        ? { id, type: "keyfile", salt }
        : { id, type: "keychain" };
  const wrap = seal(await wrappingKey(header, key, vaultId), master, slotContext(vaultId, header));
  return { ...header, wrap } as Slot;
}

/** The master key, or undefined if `key` is not this slot's. */
export async function openSlot(slot: Slot, key: SlotKey, vaultId: string): Promise<Buffer | undefined> {
  const { wrap, ...header } = slot;
  const master = unseal(
    await wrappingKey(header as SlotHeader, key, vaultId),
    wrap,
    slotContext(vaultId, header as SlotHeader),
  );
  return master?.length === 32 ? master : undefined;
}

/** True if a passphrase slot was made with less than today's parameters. */
export function isWeakSlot(slot: Slot): boolean {
  return slot.type === "passphrase" && (slot.kdf.m < KDF_DEFAULTS.m || slot.kdf.t < KDF_DEFAULTS.t);
}
