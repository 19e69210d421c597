import { ADVICE } from "../advice.ts";
import type { BackendStatus, CredentialBackend } from "../credential.ts";
import { Secret } from "../secret.ts";
import { oneLine, vaultProblem } from "../vault-error.ts";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { readEntry, removeEntry, writeEntry } from "./vault-contents.ts";
import type { VaultFile } from "./vault-file.ts";

/** Credentials in the encrypted file. Listing needs no unlocking; reading a key does. */
export function createFileBackend(vault: VaultFile, now: () => number): CredentialBackend {
  return {
    source: "file",
    status: () => fileStatus(vault),
    get: async (provider) => {
      // Nobody is asked for a passphrase over a key that is not there.
      if (vault.outline()?.entries.has(provider) !== true) return undefined;
      const found = await readEntry(vault, provider);
      if (found === undefined) return undefined;
      const { secret, origin, at } = found;
      const binding = origin === "" ? {} : { origin };
      return {
        provider,
        value: new Secret(secret),
        source: "file",
        sourceDetail: vault.path,
        storedAt: at,
        ...binding,
      };
    },
    set: (provider, secret, { origin = "" }) => writeEntry(vault, provider, { secret, origin, at: now() }),
    remove: async (provider) => vault.outline()?.entries.has(provider) === true && removeEntry(vault, provider),
    list: async () => {
      const outline = vault.outline();
      return [...(outline?.entries ?? [])].map(([provider, { origin, at }]) => ({
        provider,
        storedAt: at,
        sourceDetail: vault.path,
        ...(origin === "" ? {} : { origin }),
      }));
    },
  };
}

/** Opens what opens without asking a person, so that "locked" means a passphrase is needed, and damage shows. */
async function fileStatus(vault: VaultFile): Promise<BackendStatus> {
  try {
    await vault.read({ quiet: true });
  } catch (error) {
    if (vaultProblem(error) !== "locked") return failedStatus(error);
  }
  try {
    const outline = vault.outline();
    if (outline === undefined) {
      return {
        source: "file",
        state: "absent",
        reason: "no encrypted file yet",
        suggestion: ADVICE.createFile,
      };
    }
    const ways = [...new Set(outline.slots)].join(", ");
    const what = `${vault.path} (generation ${outline.generation}; opens with ${ways})`;
    if (vault.openedBy !== undefined) return { source: "file", state: "available", reason: what };
    return {
      source: "file",
      state: "locked",
      reason: what,
      suggestion: "It is opened when a key is needed, or with `aio credentials unlock`.",
    };
  } catch (error) {
    return failedStatus(error);
  }
}

function failedStatus(error: unknown): BackendStatus {
  const suggestion = error instanceof OrchestratorError ? error.suggestion : undefined;
  const reason = vaultProblem(error) === undefined ? oneLine(error) : (error as OrchestratorError).message;
  return { source: "file", state: "failed", reason, ...(suggestion === undefined ? {} : { suggestion }) };
}
