import { vaultError } from "../vault-error.ts";
import type { Slot, SlotType } from "./vault-document.ts";
import type { NewSlot, VaultFile } from "./vault-file.ts";

/** One more way into the vault. Throws `locked` if the vault cannot be opened with what is at hand. */
export async function addSlot(file: VaultFile, slot: NewSlot): Promise<void> {
  const opened = await file.read();
  if (opened === undefined)
    throw vaultError("state", "There is no vault yet", { suggestion: "Create one with `aio credentials init`." });
  const master = Buffer.from(opened.keys.master);
  const made: Slot = await file.makeSlot(master, opened.document.id, slot);
  await file.update((document, keys) => {
    if (!keys.master.equals(master))
      throw vaultError("busy", "The vault got a new master key meanwhile", { suggestion: "Try again." });
    if (document.slots.length >= 8) throw vaultError("state", "The vault has 8 ways in already");
    return { ...document, gen: document.gen + 1, slots: [...document.slots, made] };
  });
}

/** Ends all ways in of one kind; false if there were none. Throws `state` if no other would be left. */
export function removeSlots(file: VaultFile, type: SlotType): Promise<boolean> {
  return file.update((document) => {
    const slots = document.slots.filter((slot) => slot.type !== type);
    if (slots.length === document.slots.length) return undefined;
    if (slots.length === 0)
      throw vaultError("state", `The ${type} is the only way into the vault`, { suggestion: "Add another one first." });
    return { ...document, gen: document.gen + 1, slots };
  });
}
