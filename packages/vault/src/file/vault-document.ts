import type { Sealed } from "./sealed.ts";

/** argon2id (RFC 9106) parameters: `m` KiB, `t` passes, `p` lanes, `salt` base64url. */
export interface KdfParameters {
  readonly alg: "argon2id";
  readonly m: number;
  readonly t: number;
  readonly p: number;
  readonly salt: string;
}

/** The master key wrapped under a key that a person, a file or the keychain holds. */
export type Slot =
  | { readonly id: string; readonly type: "passphrase"; readonly kdf: KdfParameters; readonly wrap: Sealed }
  | { readonly id: string; readonly type: "keyfile"; readonly salt: string; readonly wrap: Sealed }
  | { readonly id: string; readonly type: "keychain"; readonly wrap: Sealed };

/** Who can open a vault. */
export type SlotType = Slot["type"];

/** One credential: its key sealed with provider, origin and the generation it was written in. */
export interface VaultEntry {
  /** Empty until the first use binds the key. */
  readonly origin: string;
  /** Epoch ms. */
  readonly at: number;
  /** The generation that wrote it. */
  readonly gen: number;
  readonly n: string;
  readonly c: string;
}

/** A small public value. Part of format 1, kept as it is; nothing writes one any more: the keychain keeps them, outside this folder. */
export interface Checkpoint {
  readonly at: number;
  readonly value: string;
}

/**
 * `vault.json`, version 1. Ids and origins are readable without unlocking (a listing needs no passphrase); keys are
 * not. `root` is a sealed random secret from which keys for other uses derive: it survives a change of master key.
 */
export interface VaultDocument {
  readonly v: 1;
  /** A UUID; binds every ciphertext to this vault. */
  readonly id: string;
  /** Grows by one with every write. */
  readonly gen: number;
  readonly slots: readonly Slot[];
  readonly root: Sealed;
  readonly entries: ReadonlyMap<string, VaultEntry>;
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
  /** HMAC-SHA256 over the canonical JSON of everything else. */
  readonly mac: string;
}

const sortedObject = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Everything the MAC covers, as plain data. */
export function macedPart(document: Omit<VaultDocument, "mac">): Record<string, unknown> {
  const { v, id, gen, slots, root, entries, checkpoints } = document;
  return { v, id, gen, slots, root, entries: sortedObject(entries), checkpoints: sortedObject(checkpoints) };
}

/** The one text a document is stored as. A file that differs from it in a single byte was not written by us. */
export function renderVault(document: VaultDocument): string {
  return `${JSON.stringify({ ...macedPart(document), mac: document.mac }, null, 2)}\n`;
}

/** What an entry's ciphertext is bound to. Ids and origins cannot contain `|`. */
export function entryContext(vaultId: string, provider: string, entry: Pick<VaultEntry, "origin" | "gen">): string {
  return `aio-vault|v1|${vaultId}|${provider}|${entry.origin}|${entry.gen}`;
}

/** What the root's ciphertext is bound to. */
export function rootContext(vaultId: string): string {
  return `aio-vault|v1|${vaultId}|root`;
}
