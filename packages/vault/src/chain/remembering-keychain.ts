import type { BackendStatus, CredentialBackend } from "../credential.ts";
import { createKeychainBackend } from "../keychain/keychain-backend.ts";
import type { KeychainClient } from "../keychain/keychain-client.ts";
import { Secret } from "../secret.ts";
import type { CredentialIndexFile, KeychainMemo } from "./credential-index.ts";
import { createKeyMemory } from "./key-memory.ts";
import { createKeychainNotes } from "./keychain-notes.ts";
import { createKeychainStock, type KeychainStock } from "./keychain-stock.ts";

/** A keychain backend that asks as rarely as possible: what it holds is noted in the index, keys are kept for five minutes, unless another process of ours changes them. */
export interface RememberingKeychain extends CredentialBackend {
  /** Asks the keychain what it holds and renews the index. Never throws. */
  refresh(options?: { readonly timeoutMs?: number }): Promise<BackendStatus>;
  readonly isUsable: KeychainStock["isUsable"];
  /** What it held when last asked; undefined if that never happened on this machine. */
  memo(): KeychainMemo | undefined;
  secrets(): readonly string[];
  forget(): void;
}

/** What the memory around a keychain needs. */
export interface RememberingOptions {
  readonly platform: string;
  readonly now: () => number;
  readonly defaultOrigin: (provider: string) => string | undefined;
}

/** See RememberingKeychain. */
export function createRememberingKeychain(
  client: KeychainClient,
  index: CredentialIndexFile,
  options: RememberingOptions,
): RememberingKeychain {
  const { now } = options;
  const notes = createKeychainNotes(index, now);
  const stock = createKeychainStock(client, notes, options);
  const backend = createKeychainBackend(client, { ...options, isExpected: notes.has });
  const memory = createKeyMemory(notes, now);
  const refresh: RememberingKeychain["refresh"] = (limits) => {
    memory.forget();
    return stock.take(limits);
  };
  return {
    source: "keychain",
    status: () => refresh(),
    get: async (provider) => {
      const known = memory.recall(provider);
      if (known !== undefined) return known;
      if (!(await stock.isWorthAsking(provider))) return undefined;
      const isCurrent = memory.asking(provider);
      const credential = await backend.get(provider);
      if (!isCurrent()) return credential;
      if (credential === undefined) await notes.write((entries) => delete entries[provider]);
      else memory.keep(credential);
      return credential;
    },
    set: async (provider, secret, binding) => {
      memory.drop(provider);
      await backend.set(provider, secret, binding);
      const stored = { ...binding, storedAt: now() };
      await notes.write((entries) => (entries[provider] = stored));
      // Once more: somebody may have begun to read the old one meanwhile.
      memory.drop(provider);
      memory.keep({ provider, value: new Secret(secret), source: "keychain", sourceDetail: client.name, ...stored });
    },
    remove: async (provider) => {
      memory.drop(provider);
      if (!(await stock.isWorthAsking(provider))) return false;
      const isRemoved = await backend.remove(provider);
      await notes.write((entries) => delete entries[provider]);
      memory.drop(provider);
      return isRemoved;
    },
    list: () => backend.list(),
    refresh,
    isUsable: stock.isUsable,
    memo: notes.read,
    secrets: memory.secrets,
    forget: memory.forget,
  };
}
