import { ADVICE } from "../advice.ts";
import { randomBytes } from "node:crypto";
import { vaultError } from "../vault-error.ts";
import { deriveVaultKeys } from "./derive-keys.ts";
import { openSlot, type SlotKey } from "./key-slots.ts";
import { parseVault } from "./parse-vault.ts";
import { readPrivateFile } from "./private-files.ts";
import { keychainOpens, readKeyfile, removeKeychainSlotKeys, type SlotKeySources } from "./slot-keys.ts";
import { rekey } from "./vault-changes.ts";
import type { Slot, VaultDocument } from "./vault-document.ts";
import type { NewSlot, VaultFile } from "./vault-file.ts";

/** Which slots to give up when their key is not at hand. */
export interface RotateOptions {
  /** Drops slots that cannot be made anew instead of refusing. */
  readonly dropUnreachable?: boolean;
}

/**
 * A new master key for the vault, every key sealed anew, every slot made anew (passphrases keep their words, with a
 * new salt). Derived keys (`audit`, `history`) stay. Throws `locked` naming the slot whose key is not at hand,
 * before anything is written.
 */
export async function rotateVault(
  file: VaultFile,
  sources: SlotKeySources,
  options: RotateOptions = {},
): Promise<void> {
  const opened = await file.read();
  if (opened === undefined)
    throw vaultError("state", "There is no encrypted file yet.", { suggestion: ADVICE.createFile });
  const master = randomBytes(32);
  const { slots, via } = await remakeSlots(file, opened.document, { master, sources, options });
  const forgotten = keychainSlotsOf(previousDocument(file));
  await file.replace(async () => {
    const now = await file.read();
    if (now === undefined) throw vaultError("state", "The vault is gone");
    if (slotIds(now.document) !== slotIds(opened.document))
      throw vaultError("busy", "The ways into the vault changed meanwhile", { suggestion: "Try again." });
    const keys = deriveVaultKeys(master, now.document.id);
    return { next: rekey(now.document, now.keys, { keys, slots }), keys, via };
  });
  // The generation just replaced stays openable; the one before it no longer exists.
  const kept = new Set([...keychainSlotsOf(previousDocument(file)), ...slots.map(({ id }) => id)]);
  await removeKeychainSlotKeys(
    sources,
    opened.document.id,
    forgotten.filter((id) => !kept.has(id)),
  );
}

async function remakeSlots(
  file: VaultFile,
  document: VaultDocument,
  {
    master,
    sources,
    options,
  }: { readonly master: Buffer; readonly sources: SlotKeySources; readonly options: RotateOptions },
): Promise<{ readonly slots: readonly Slot[]; readonly via: Slot["type"] }> {
  const passphrase = document.slots.some(({ type }) => type === "passphrase")
    ? await sources.passphrase?.()
    : undefined;
  const slots: Slot[] = [];
  for (const slot of document.slots) {
    const key = await reachableKey(slot, document.id, { sources, passphrase });
    if (key !== undefined) slots.push(await file.makeSlot(master, document.id, key));
    else if (options.dropUnreachable !== true) {
      throw vaultError("locked", `The vault also opens with a ${slot.type} that is not at hand`, {
        suggestion: "Give it too: its passphrase when asked, its key file in AI_ORCHESTRATOR_KEYFILE.",
      });
    }
  }
  if (slots[0] === undefined) throw vaultError("locked", "No way into the vault would be left");
  return { slots, via: slots[0].type };
}

/** The key that opens `slot` today, as the kind of slot to make. */
async function reachableKey(
  slot: Slot,
  vaultId: string,
  { sources, passphrase }: { readonly sources: SlotKeySources; readonly passphrase: string | undefined },
): Promise<NewSlot | undefined> {
  if (slot.type === "keychain") {
    return (await keychainOpens(slot, vaultId, sources)) ? { type: "keychain" } : undefined;
  }
  const key: Exclude<SlotKey, { type: "keychain" }> | undefined =
    slot.type === "keyfile"
      ? sources.keyfile === undefined
        ? undefined
        : { type: "keyfile", bytes: readKeyfile(sources.keyfile) }
      : passphrase === undefined
        ? undefined
        : { type: "passphrase", passphrase };
  return key !== undefined && (await openSlot(slot, key, vaultId)) !== undefined ? key : undefined;
}

function previousDocument(file: VaultFile): VaultDocument | undefined {
  try {
    const source = readPrivateFile(file.previousPath);
    return source === undefined ? undefined : parseVault(source);
  } catch {
    // An unreadable previous generation only means that no keychain item is tidied up.
    return undefined;
  }
}

const slotIds = (document: VaultDocument): string => document.slots.map(({ id }) => id).join(" ");

function keychainSlotsOf(document: VaultDocument | undefined): readonly string[] {
  return (document?.slots ?? []).filter(({ type }) => type === "keychain").map(({ id }) => id);
}
