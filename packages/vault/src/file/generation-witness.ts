import { renameSync, rmSync, writeFileSync } from "node:fs";
import { retryWhileHeld } from "@ai-orchestrator/contract";
import type { KeychainClient } from "../keychain/keychain-client.ts";
import { readPrivateFile } from "./private-files.ts";

/**
 * Remembers, outside `vault.json`, the newest generation this machine has written, so that an older copy put back is
 * noticed. A witness may lag behind after a crash, never run ahead.
 */
export interface GenerationWitness {
  /** Undefined if it has not seen this vault, or cannot be asked. */
  read(vaultId: string): Promise<number | undefined>;
  write(vaultId: string, generation: number): Promise<void>;
}

/** A file beside the vault: notices a lone `vault.json` put back from a backup, not a rollback of the whole directory. */
export function createFileWitness(path: string): GenerationWitness {
  return {
    read: async (vaultId) => {
      const [id, generation] = (readPrivateFile(path) ?? "").trim().split(" ");
      return id === vaultId && /^\d{1,15}$/.test(generation ?? "") ? Number(generation) : undefined;
    },
    write: async (vaultId, generation) => {
      const temporary = `${path}.tmp`;
      try {
        writeFileSync(temporary, `${vaultId} ${generation}\n`, { mode: 0o600 });
        retryWhileHeld(process.platform, () => renameSync(temporary, path));
      } catch {
        // The vault itself is written; the older number left behind is still true.
        rmSync(temporary, { force: true });
      }
    },
  };
}

/**
 * A keychain item: holds against someone who can write the directory but not the keychain. Left alone while
 * `isUsable` is false, so that a mute keychain does not slow every opening of the file.
 */
export function createKeychainWitness(client: KeychainClient, isUsable: () => boolean): GenerationWitness {
  const account = (vaultId: string): string => `@vault-generation/${vaultId}`;
  return {
    read: async (vaultId) => {
      if (!isUsable()) return undefined;
      const answer = await client.run([{ op: "get", account: account(vaultId) }]);
      const [result] = answer.state === "answered" ? answer.results : [];
      const text = result?.ok === true ? result.value : undefined;
      return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    },
    write: async (vaultId, generation) => {
      if (!isUsable()) return;
      // A keychain that refuses leaves its older number, which is still true.
      await client.run([{ op: "set", account: account(vaultId), secret: String(generation) }]);
    },
  };
}
