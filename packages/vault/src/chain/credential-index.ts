import { renameSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { retryWhileHeld } from "@ai-orchestrator/contract";
import type { BackendStatus, StoredCredential } from "../credential.ts";
import { openPrivateDirectory, readPrivateFile } from "../file/private-files.ts";
import { withFileLock } from "../file/with-file-lock.ts";

/** What the keychain held when it was last asked. */
export interface KeychainMemo {
  /** Epoch ms. */
  readonly checkedAt: number;
  readonly state: BackendStatus["state"];
  readonly entries: Readonly<Record<string, Omit<StoredCredential, "provider">>>;
}

/**
 * `credential-index.json`: who has a key in the keychain, and which origins environment keys are bound to. No keys.
 * It lets a command that needs no key start without waking the keychain. Losing it costs one look and, for
 * environment keys bound elsewhere, one more confirmation.
 */
export interface CredentialIndex {
  readonly v: 1;
  readonly keychain?: KeychainMemo;
  /** Where the key file lies that the vault was made with; options name another one if it moved. */
  readonly keyfile?: string;
  /** Origins a person confirmed (or that the first use of a user's own endpoint set) for keys from the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const EMPTY: CredentialIndex = { v: 1, environment: {} };

/** Reads and replaces the index. Reading is synchronous and cheap. */
export interface CredentialIndexFile {
  read(): CredentialIndex;
  /** Throws `storage` or `permissions` if it cannot be written. */
  update(change: (index: CredentialIndex) => CredentialIndex): Promise<void>;
}

/** The index in `directory`. One that is damaged, or that others may write, counts as empty: all of it can be found out or confirmed again. */
export function createCredentialIndex(directory: string): CredentialIndexFile {
  const path = join(directory, "credential-index.json");
  const read = (): CredentialIndex => {
    try {
      return parseIndex(readPrivateFile(path));
    } catch {
      return EMPTY;
    }
  };
  return {
    read,
    update: async (change) => {
      openPrivateDirectory(directory);
      await withFileLock(`${path}.lock`, 10_000, () => {
        const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
        writeFileSync(temporary, `${JSON.stringify(change(read()), null, 2)}\n`, { mode: 0o600, flag: "wx" });
        retryWhileHeld(process.platform, () => renameSync(temporary, path));
      });
    },
  };
}

function parseIndex(text: string | undefined): CredentialIndex {
  if (text === undefined) return EMPTY;
  const data = JSON.parse(text) as Partial<CredentialIndex> | null;
  if (data?.v !== 1 || typeof data.environment !== "object") return EMPTY;
  return data as CredentialIndex;
}
