import type { VaultKeys } from "./derive-keys.ts";
import { parseVault } from "./parse-vault.ts";
import { openEntry, openRoot } from "./vault-changes.ts";
import { isVaultGenuine } from "./vault-mac.ts";

/**
 * Reads a vault text back the way the next reader will: form, MAC, root and every entry. Run before each write, so
 * that no fault on our side (keys wiped meanwhile, a value the parser refuses) ever replaces a good file.
 */
export function checkSound(text: string, keys: VaultKeys): void {
  const document = parseVault(text);
  if (!isVaultGenuine(document, keys.mac)) throw new TypeError("the vault about to be written is not genuine");
  openRoot(document, keys).fill(0);
  for (const provider of document.entries.keys()) openEntry(document, provider, keys);
}
