import type { BackendStatus, Credential, CredentialBackend } from "../credential.ts";
import { suggestionFor } from "../keychain/explain-keychain-error.ts";
import { createKeychainBackend } from "../keychain/keychain-backend.ts";
import type { KeychainAnswer, KeychainClient } from "../keychain/keychain-client.ts";
import { Secret } from "../secret.ts";
import type { CredentialIndexFile, KeychainMemo } from "./credential-index.ts";
import { createKeychainNotes, type KeychainNotes } from "./keychain-memo.ts";

/** How long a key read from the keychain is kept in memory, in ms: a change made elsewhere shows within this time. */
const FRESH_MS = 300_000;
/** How long a keychain that could not be used is not asked again for keys nobody expects there, in ms. */
const ASK_AGAIN_MS = 3_600_000;

/** A keychain backend that asks as rarely as possible: what it holds is noted in the index, keys are kept for five minutes. */
export interface RememberingKeychain extends CredentialBackend {
  /** Asks the keychain what it holds and renews the index. Never throws. */
  refresh(options?: { readonly timeoutMs?: number }): Promise<BackendStatus>;
  /** True if the keychain works, as far as is known; asks it if that was never found out. */
  isUsable(): Promise<boolean>;
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
  const backend = createKeychainBackend(client, { ...options, isExpected: notes.has });
  const cache = new Map<string, { readonly credential: Credential; readonly until: number }>();
  const keep = (credential: Credential): void => {
    cache.set(credential.provider, { credential, until: now() + FRESH_MS });
  };
  const refresh: RememberingKeychain["refresh"] = (limits) => {
    cache.clear();
    return takeStock(client, notes, { platform: options.platform, ...limits });
  };
  const isWorthAsking = async (provider: string): Promise<boolean> => {
    if (notes.has(provider)) return true;
    if (client.absence() !== undefined || isRecent(notes.read(), now())) return false;
    await refresh();
    return notes.has(provider);
  };
  return {
    source: "keychain",
    status: () => refresh(),
    get: async (provider) => {
      const cached = cache.get(provider);
      if (cached !== undefined && now() < cached.until) return cached.credential;
      if (!(await isWorthAsking(provider))) return undefined;
      const credential = await backend.get(provider);
      if (credential === undefined) await notes.write((entries) => delete entries[provider]);
      else keep(credential);
      return credential;
    },
    set: async (provider, secret, { origin }) => {
      cache.delete(provider);
      await backend.set(provider, secret, { origin });
      const stored = { origin, storedAt: now() };
      await notes.write((entries) => (entries[provider] = stored));
      keep({ provider, value: new Secret(secret), source: "keychain", sourceDetail: client.name, ...stored });
    },
    remove: async (provider) => {
      cache.delete(provider);
      if (!(await isWorthAsking(provider))) return false;
      const isRemoved = await backend.remove(provider);
      await notes.write((entries) => delete entries[provider]);
      return isRemoved;
    },
    list: () => backend.list(),
    refresh,
    isUsable: async () => {
      if (client.absence() !== undefined) return false;
      if (notes.read() === undefined) await refresh();
      return notes.read()?.state === "available";
    },
    memo: notes.read,
    secrets: () => [...cache.values()].map(({ credential }) => credential.value.reveal()),
    forget: () => cache.clear(),
  };
}

/** A listing is believed until something of ours changes it; a keychain that failed gets another chance after an hour. */
function isRecent(memo: KeychainMemo | undefined, now: number): boolean {
  return memo !== undefined && (memo.state === "available" || now - memo.checkedAt < ASK_AGAIN_MS);
}

async function takeStock(
  client: KeychainClient,
  notes: KeychainNotes,
  { platform, timeoutMs }: { readonly platform: string; readonly timeoutMs?: number },
): Promise<BackendStatus> {
  const missing = client.absence();
  if (missing !== undefined) return statusOf({ state: "absent", reason: missing }, client.name, platform);
  const answer = await client.run([{ op: "probe" }, { op: "list" }], timeoutMs === undefined ? {} : { timeoutMs });
  const listing = answer.state === "answered" ? answer.results[1] : undefined;
  const items = listing?.ok === true ? (listing.items ?? []) : undefined;
  await notes.write(
    (entries) => {
      // A keychain that did not answer still holds what it held.
      if (items === undefined) return;
      for (const account of Object.keys(entries)) delete entries[account];
      for (const { account, ...rest } of items) if (!account.startsWith("@")) entries[account] = rest;
    },
    answer.state === "answered" ? "available" : answer.state,
  );
  return statusOf(answer, client.name, platform);
}

function statusOf(answer: KeychainAnswer, name: string, platform: string): BackendStatus {
  if (answer.state === "answered") return { source: "keychain", state: "available", reason: name };
  const suggestion = suggestionFor(answer.state, platform);
  return { source: "keychain", state: answer.state, reason: answer.reason, suggestion };
}
