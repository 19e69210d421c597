import { deriveLabelled } from "./derive-keys.ts";
import { dropEntry, openEntry, openRoot, putEntry } from "./vault-changes.ts";
import { noVault, type VaultFile } from "./vault-file.ts";

/** One key, or undefined. Opens the vault. */
export async function readEntry(
  vault: VaultFile,
  provider: string,
): Promise<{ readonly secret: string; readonly origin: string; readonly at: number } | undefined> {
  const opened = await vault.read();
  const entry = opened?.document.entries.get(provider);
  if (opened === undefined || entry === undefined) return undefined;
  const secret = openEntry(opened.document, provider, opened.keys);
  return secret === undefined ? undefined : { secret, origin: entry.origin, at: entry.at };
}

/** Stores or replaces one key. Throws `state` if there is no vault. */
export async function writeEntry(
  vault: VaultFile,
  provider: string,
  entry: { readonly secret: string; readonly origin: string; readonly at: number },
): Promise<void> {
  await vault.update((document, keys) => putEntry(document, keys, { provider, ...entry }));
}

/** True if there was one. */
export async function removeEntry(vault: VaultFile, provider: string): Promise<boolean> {
  return vault.update((document) => dropEntry(document, provider));
}

/** 256 bits for another use, the same for the life of the vault, whatever its master key. Throws `state` without a vault. */
export async function deriveUseKey(vault: VaultFile, label: string): Promise<Buffer> {
  const opened = await vault.read();
  if (opened === undefined) throw noVault();
  const root = openRoot(opened.document, opened.keys);
  const key = deriveLabelled(root, opened.document.id, `use|${label}`);
  root.fill(0);
  return key;
}
