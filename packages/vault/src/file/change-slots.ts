import { vaultError } from "../vault-error.ts";
import { keychainOpens, removeKeychainSlotKeys, type SlotKeySources } from "./slot-keys.ts";
import type { Slot, SlotType, VaultDocument } from "./vault-document.ts";
import { type NewSlot, noVault, type VaultFile } from "./vault-file.ts";

/**
 * One more way into the vault; with `replace`, in the place of all others of its kind. A keychain that opens the
 * vault already is left as it is. Throws `locked` if the vault cannot be opened with what is at hand.
 */
export async function addSlot(
  file: VaultFile,
  slot: NewSlot,
  { sources, replace = false }: { readonly sources: SlotKeySources; readonly replace?: boolean },
): Promise<void> {
  const opened = await file.read();
  if (opened === undefined) throw noVault();
  if (slot.type === "keychain" && !replace && (await hasOwnKeychainSlot(opened.document, sources))) return;
  const master = Buffer.from(opened.keys.master);
  const made: Slot = await file.makeSlot(master, opened.document.id, slot);
  let ended: readonly Slot[] = [];
  await file.update((document, keys) => {
    if (!keys.master.equals(master)) {
      throw vaultError("busy", "The vault got a new master key meanwhile", { suggestion: "Try again." });
    }
    ended = replace ? document.slots.filter(({ type }) => type === slot.type) : [];
    const kept = document.slots.filter((each) => !ended.includes(each));
    if (kept.length >= 8) throw vaultError("state", "The vault has 8 ways in already");
    return { ...document, gen: document.gen + 1, slots: [...kept, made] };
  });
  master.fill(0);
  await forget(sources, opened.document.id, ended);
}

/** Ends all ways in of one kind; false if there were none. Throws `state` if no other would be left. */
export async function removeSlots(file: VaultFile, type: SlotType, sources: SlotKeySources): Promise<boolean> {
  let ended: readonly Slot[] = [];
  let vaultId = "";
  const isChanged = await file.update((document) => {
    ended = document.slots.filter((slot) => slot.type === type);
    vaultId = document.id;
    if (ended.length === 0) return undefined;
    const slots = document.slots.filter((slot) => slot.type !== type);
    if (slots.length === 0) {
      throw vaultError("state", `The ${type} is the only way into the vault`, { suggestion: "Add another one first." });
    }
    return { ...document, gen: document.gen + 1, slots };
  });
  await forget(sources, vaultId, ended);
  return isChanged;
}

async function hasOwnKeychainSlot(document: VaultDocument, sources: SlotKeySources): Promise<boolean> {
  for (const slot of document.slots.filter(({ type }) => type === "keychain")) {
    if (await keychainOpens(slot, document.id, sources)) return true;
  }
  return false;
}

/** The ways that are left open the previous generation too, so the keychain's keys to it can go at once. */
function forget(sources: SlotKeySources, vaultId: string, ended: readonly Slot[]): Promise<void> {
  const ids = ended.filter(({ type }) => type === "keychain").map(({ id }) => id);
  return removeKeychainSlotKeys(sources, vaultId, ids);
}
