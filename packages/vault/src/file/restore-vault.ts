import { copyFileSync, existsSync } from "node:fs";
import { vaultError } from "../vault-error.ts";
import { openDocument } from "./open-document.ts";
import { parseVault } from "./parse-vault.ts";
import { readPrivateFile } from "./private-files.ts";
import type { SlotKeySources } from "./slot-keys.ts";
import type { VaultFile } from "./vault-file.ts";

/**
 * Makes the previous generation (or, with `acceptOlder`, the older file that was put back) the current one, as a new
 * generation. The file it replaces is kept as `vault.json.set-aside-<time>`. Throws if what is to be restored does
 * not open; nothing is changed then. Gives the generation restored.
 */
export async function restoreVault(
  file: VaultFile,
  sources: SlotKeySources,
  options: { readonly acceptOlder?: boolean; readonly now: () => number },
): Promise<{ readonly generation: number; readonly setAside?: string }> {
  const from = options.acceptOlder === true ? file.path : file.previousPath;
  const source = readPrivateFile(from);
  if (source === undefined)
    throw vaultError("state", `There is no ${from} to restore`, {
      suggestion: "The generation before is kept from the second change on; see aio credentials.",
    });
  const document = parseVault(source);
  const { keys, via } = await openDocument(document, sources);
  const setAside = `${file.path}.set-aside-${options.now()}`;
  let isSetAside = false;
  await file.replace(async () => {
    const gen = Math.max(document.gen, await file.newestGeneration(document.id)) + 1;
    if (options.acceptOlder !== true && existsSync(file.path)) {
      copyFileSync(file.path, setAside);
      isSetAside = true;
    }
    // The previous generation stays where it is until the restored one is safely in place, and after.
    return { next: { ...document, gen }, keys, via, keepPrevious: false };
  });
  return { generation: document.gen, ...(isSetAside ? { setAside } : {}) };
}
