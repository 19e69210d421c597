import { ADVICE } from "../advice.ts";
import { randomBytes, randomUUID } from "node:crypto";
import { vaultError } from "../vault-error.ts";
import type { VaultKeys } from "./derive-keys.ts";
import { seal, unseal } from "./sealed.ts";
import { entryContext, rootContext, type Slot, type VaultDocument } from "./vault-document.ts";

/** A document whose MAC is still to be made. */
export type UnsignedVault = Omit<VaultDocument, "mac">;

/** An empty vault, generation 1. */
export function emptyVault(keys: VaultKeys, slots: readonly Slot[]): UnsignedVault {
  const root = seal(keys.enc, randomBytes(32), rootContext(keys.vaultId));
  return { v: 1, id: keys.vaultId, gen: 1, slots, root, entries: new Map(), checkpoints: new Map() };
}

/** A fresh vault id. */
export const newVaultId = (): string => randomUUID();

const broken = (what: string): Error =>
  vaultError("damaged", `vault.json is damaged: ${what} does not decrypt`, {
    suggestion: ADVICE.restore,
  });

/** The key of one provider, or undefined if there is none. */
export function openEntry(document: UnsignedVault, provider: string, keys: VaultKeys): string | undefined {
  const entry = document.entries.get(provider);
  if (entry === undefined) return undefined;
  const plain = unseal(keys.enc, entry, entryContext(document.id, provider, entry));
  if (plain === undefined) throw broken(`the key of ${provider}`);
  return plain.toString("utf8");
}

/** The root secret from which keys for other uses derive. */
export function openRoot(document: UnsignedVault, keys: VaultKeys): Buffer {
  const root = unseal(keys.enc, document.root, rootContext(document.id));
  if (root === undefined) throw broken("the root secret");
  return root;
}

/** The next generation with one entry stored or replaced. */
export function putEntry(
  document: UnsignedVault,
  keys: VaultKeys,
  entry: { readonly provider: string; readonly secret: string; readonly origin: string; readonly at: number },
): UnsignedVault {
  const { provider, secret, origin, at } = entry;
  const gen = document.gen + 1;
  const sealed = seal(keys.enc, Buffer.from(secret, "utf8"), entryContext(document.id, provider, { origin, gen }));
  const entries = new Map(document.entries).set(provider, { origin, at, gen, n: sealed.n, c: sealed.c });
  return { ...document, gen, entries };
}

/** The next generation without one entry; undefined if there is no such entry. */
export function dropEntry(document: UnsignedVault, provider: string): UnsignedVault | undefined {
  const entries = new Map(document.entries);
  return entries.delete(provider) ? { ...document, gen: document.gen + 1, entries } : undefined;
}

/** The next generation under another master key: everything is sealed anew; ids, origins and the root secret stay. */
export function rekey(
  document: UnsignedVault,
  from: VaultKeys,
  to: { readonly keys: VaultKeys; readonly slots: readonly Slot[] },
): UnsignedVault {
  const root = seal(to.keys.enc, openRoot(document, from), rootContext(document.id));
  const next: UnsignedVault = { ...document, slots: to.slots, root, gen: document.gen + 1 };
  const entries = [...document.entries].map(([provider, entry]) => {
    const plain = openEntry(document, provider, from);
    if (plain === undefined) throw broken(`the key of ${provider}`);
    const bound = { origin: entry.origin, gen: next.gen };
    const sealed = seal(to.keys.enc, Buffer.from(plain, "utf8"), entryContext(document.id, provider, bound));
    return [provider, { ...entry, gen: next.gen, n: sealed.n, c: sealed.c }] as const;
  });
  return { ...next, entries: new Map(entries) };
}
