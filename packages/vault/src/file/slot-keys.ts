import { ADVICE } from "../advice.ts";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { resultsOf } from "../keychain/keychain-backend.ts";
import type { KeychainClient } from "../keychain/keychain-client.ts";
import { oneLine, systemCode, vaultError } from "../vault-error.ts";
import { createSlot, isWeakSlot, openSlot, type SlotKey } from "./key-slots.ts";
import type { Slot, SlotType, VaultDocument } from "./vault-document.ts";

/** Where the keys to the slots come from. */
export interface SlotKeySources {
  readonly keychain?: KeychainClient;
  readonly platform: string;
  /** A file of at least 32 random bytes, in another directory (or on another medium) than the vault. */
  readonly keyfile?: string | undefined;
  /** Asks the person; undefined means there is nobody to ask. */
  readonly passphrase?: () => Promise<string | undefined>;
}

const slotAccount = (vaultId: string, slotId: string): string => `@vault-key/${vaultId}/${slotId}`;

/** Reads the key file; throws `wrong-key` with the system's reason. */
export function readKeyfile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw vaultError("wrong-key", `Cannot read the key file ${path}: ${systemCode(error) ?? oneLine(error)}`, {
      cause: error,
    });
  }
}

/** Makes a key file of 32 random bytes (0600). Throws `state` if there is one already. */
export function createKeyfile(path: string): Uint8Array {
  const bytes = randomBytes(32);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, bytes, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const exists = systemCode(error) === "EEXIST";
    throw vaultError(
      exists ? "state" : "write-failed",
      exists ? `${path} exists already` : `Cannot write the key file ${path}: ${oneLine(error)}`,
      { cause: error },
    );
  }
  return bytes;
}

/** Stores a fresh key for a keychain slot and gives it back. Throws `locked` or `unavailable`. */
export async function createKeychainSlotKey(
  sources: SlotKeySources,
  vaultId: string,
  slotId: string,
): Promise<SlotKey> {
  if (sources.keychain === undefined) throw vaultError("unavailable", "There is no keychain to keep the vault's key");
  const key = randomBytes(32);
  const operation = { op: "set", account: slotAccount(vaultId, slotId), secret: key.toString("base64url") } as const;
  const [result] = resultsOf(await sources.keychain.run([operation]), sources.platform);
  if (result?.ok !== true) throw vaultError("unavailable", `The keychain failed: ${result?.message ?? "no answer"}`);
  return { type: "keychain", key };
}

/** Forgets the keychain's keys of slots that no file needs any more. */
export async function removeKeychainSlotKeys(
  sources: SlotKeySources,
  vaultId: string,
  slotIds: readonly string[],
): Promise<void> {
  if (slotIds.length === 0) return;
  await sources.keychain?.run(slotIds.map((slotId) => ({ op: "remove", account: slotAccount(vaultId, slotId) })));
}

/** The key one source offers for a slot; undefined if it has none. Passphrases are asked for once and passed in. */
async function keychainKey(sources: SlotKeySources, vaultId: string, slot: Slot): Promise<SlotKey | undefined> {
  const answer = await sources.keychain?.run([{ op: "get", account: slotAccount(vaultId, slot.id) }]);
  const [result] = answer?.state === "answered" ? answer.results : [];
  return result?.ok === true && typeof result.value === "string"
    ? { type: "keychain", key: Buffer.from(result.value, "base64url") }
    : undefined;
}

/** True if this machine's keychain holds the key of `slot`; false for the slot of another machine's keychain. */
export async function keychainOpens(slot: Slot, vaultId: string, sources: SlotKeySources): Promise<boolean> {
  const key = await keychainKey(sources, vaultId, slot);
  return key !== undefined && (await openSlot(slot, key, vaultId)) !== undefined;
}

/** A master key and the slot that gave it. */
export interface OpenedSlot {
  readonly master: Buffer;
  readonly slotId: string;
  readonly via: SlotType;
  /** The same slot with today's parameters, if its own are weaker. */
  readonly stronger?: Slot;
}

/**
 * Tries keychain, key file, then passphrase. Throws `locked` if no slot's key is at hand, `wrong-key` if one was
 * given that does not fit.
 */
export async function openAnySlot(document: VaultDocument, sources: SlotKeySources): Promise<OpenedSlot> {
  const slotsOf = (type: SlotType): readonly Slot[] => document.slots.filter((slot) => slot.type === type);
  for (const slot of slotsOf("keychain")) {
    const key = await keychainKey(sources, document.id, slot);
    const opened = key === undefined ? undefined : await tryKey([slot], key, document.id);
    if (opened !== undefined) return opened;
  }
  const misfits: string[] = [];
  const { keyfile } = sources;
  if (keyfile !== undefined && slotsOf("keyfile").length > 0) {
    // One that cannot be read is in nobody's way if a passphrase opens the vault too.
    const bytes = existsSync(keyfile) || slotsOf("passphrase").length === 0 ? readKeyfile(keyfile) : undefined;
    const opened = bytes && (await tryKey(slotsOf("keyfile"), { type: "keyfile", bytes }, document.id));
    if (opened !== undefined) return opened;
    misfits.push(`the key file ${keyfile}`);
  }
  if (slotsOf("passphrase").length > 0) {
    const passphrase = await sources.passphrase?.();
    if (passphrase !== undefined) {
      const opened = await tryKey(slotsOf("passphrase"), { type: "passphrase", passphrase }, document.id);
      if (opened !== undefined) return opened;
      misfits.push("the passphrase");
    }
  }
  throw misfits.length > 0 ? wrongKey(misfits) : lockedVault(document);
}

async function tryKey(slots: readonly Slot[], key: SlotKey, vaultId: string): Promise<OpenedSlot | undefined> {
  for (const slot of slots) {
    const master = await openSlot(slot, key, vaultId);
    if (master === undefined) continue;
    const stronger = isWeakSlot(slot) ? await createSlot(master, key, { vaultId, id: slot.id }) : undefined;
    return { master, slotId: slot.id, via: slot.type, ...(stronger === undefined ? {} : { stronger }) };
  }
  return undefined;
}

function wrongKey(misfits: readonly string[]): Error {
  return vaultError("wrong-key", `The vault does not open with ${misfits.join(" or ")}`, {
    suggestion: "Nothing was changed. Try again.",
  });
}

const WAYS: Readonly<Record<SlotType, string>> = {
  passphrase: "its passphrase",
  keyfile: "its key file",
  keychain: "the keychain of the account that made it",
};

function lockedVault(document: VaultDocument): Error {
  const ways = [...new Set(document.slots.map(({ type }) => WAYS[type]))].join(" or ");
  return vaultError("locked", `The vault is locked; it opens with ${ways}`, {
    suggestion: ADVICE.openFile,
  });
}
