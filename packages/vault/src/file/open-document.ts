import { ADVICE } from "../advice.ts";
import { vaultError } from "../vault-error.ts";
import { deriveVaultKeys, type VaultKeys } from "./derive-keys.ts";
import { openAnySlot, type SlotKeySources } from "./slot-keys.ts";
import type { Slot, SlotType, VaultDocument } from "./vault-document.ts";
import { isVaultGenuine } from "./vault-mac.ts";

/** What opening gives. */
export interface OpenedDocument {
  readonly keys: VaultKeys;
  readonly via: SlotType;
  /** The slot that opened, made anew with today's parameters, if its own are weaker. */
  readonly stronger?: Slot;
}

/** The keys of a document that the given sources open and whose MAC holds; throws `locked`, `wrong-key` or `damaged`. */
export async function openDocument(document: VaultDocument, sources: SlotKeySources): Promise<OpenedDocument> {
  const { master, via, stronger } = await openAnySlot(document, sources);
  const keys = deriveVaultKeys(master, document.id);
  if (isVaultGenuine(document, keys.mac)) return { keys, via, ...(stronger === undefined ? {} : { stronger }) };
  throw vaultError("damaged", "vault.json is damaged: it was changed without the vault's key", {
    suggestion: ADVICE.restore,
  });
}
