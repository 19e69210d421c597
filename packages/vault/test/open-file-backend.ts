import type { CredentialBackend } from "../src/credential.ts";
import { createFileBackend } from "../src/file/file-backend.ts";
import type { SlotKeySources } from "../src/file/slot-keys.ts";
import { type NewSlot, VaultFile } from "../src/file/vault-file.ts";

/** Opens the vault of a directory as a backend; makes it with `slot` where there is none. */
export async function openFileBackend(
  directory: string,
  sources: Omit<SlotKeySources, "platform">,
  slot: NewSlot,
): Promise<CredentialBackend> {
  const vault = new VaultFile({ platform: "linux", ...sources }, { directory, now: Date.now });
  if (!vault.exists()) await vault.create([slot]);
  await vault.unlock();
  return createFileBackend(vault, Date.now);
}
