import type { BackendStatus, Credential, CredentialBackend } from "../credential.ts";
import { createKeychainBackend } from "../keychain/keychain-backend.ts";
import type { KeychainClient } from "../keychain/keychain-client.ts";
import { Secret } from "../secret.ts";
import type { CredentialIndexFile, KeychainMemo } from "./credential-index.ts";
import { createKeychainNotes } from "./keychain-notes.ts";
import { createKeychainStock, type KeychainStock } from "./keychain-stock.ts";

/** How long a key read from the keychain is kept in memory, in ms: a change made elsewhere shows within this time. */
const FRESH_MS = 300_000;

/** A keychain backend that asks as rarely as possible: what it holds is noted in the index, keys are kept for five minutes. */
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
  const cache = new Map<string, { readonly credential: Credential; readonly until: number }>();
  const keep = (credential: Credential): void => {
    cache.set(credential.provider, { credential, until: now() + FRESH_MS });
  };
  const refresh: RememberingKeychain["refresh"] = (limits) => {
    cache.clear();
    return stock.take(limits);
  };
  return {
    source: "keychain",
    status: () => refresh(),
    get: async (provider) => {
      const cached = cache.get(provider);
      if (cached !== undefined && now() < cached.until) return cached.credential;
      if (!(await stock.isWorthAsking(provider))) return undefined;
      const credential = await backend.get(provider);
      if (credential === undefined) await notes.write((entries) => delete entries[provider]);
      else keep(credential);
      return credential;
    },
    set: async (provider, secret, binding) => {
      cache.delete(provider);
      await backend.set(provider, secret, binding);
      const stored = { ...binding, storedAt: now() };
      await notes.write((entries) => (entries[provider] = stored));
      keep({ provider, value: new Secret(secret), source: "keychain", sourceDetail: client.name, ...stored });
    },
    remove: async (provider) => {
      cache.delete(provider);
      if (!(await stock.isWorthAsking(provider))) return false;
      const isRemoved = await backend.remove(provider);
      await notes.write((entries) => delete entries[provider]);
      return isRemoved;
    },
    list: () => backend.list(),
    refresh,
    isUsable: stock.isUsable,
    memo: notes.read,
    secrets: () => [...cache.values()].map(({ credential }) => credential.value.reveal()),
    forget: () => cache.clear(),
  };
}
