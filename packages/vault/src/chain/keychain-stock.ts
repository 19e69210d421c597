import type { BackendStatus } from "../credential.ts";
import { suggestionFor } from "../keychain/explain-keychain-error.ts";
import type { KeychainAnswer, KeychainClient } from "../keychain/keychain-client.ts";
import type { KeychainMemo } from "./credential-index.ts";
import type { KeychainNotes } from "./keychain-notes.ts";

/** How long a keychain that could not be used is not asked again for keys nobody expects there, in ms. */
const ASK_AGAIN_MS = 3_600_000;

/** What the keychain holds, found out as rarely as possible. */
export interface KeychainStock {
  /** Asks the keychain what it holds and renews the notes; calls side by side share one asking. Never throws. */
  take(options?: { readonly timeoutMs?: number }): Promise<BackendStatus>;
  /** True if the keychain may have a key for `provider`; takes stock first if that was never done, or failed an hour ago. */
  isWorthAsking(provider: string): Promise<boolean>;
  /** True if the keychain works, as far as is known; takes stock if that was never done. */
  isUsable(): Promise<boolean>;
}

/** See KeychainStock. */
export function createKeychainStock(
  client: KeychainClient,
  notes: KeychainNotes,
  { platform, now }: { readonly platform: string; readonly now: () => number },
): KeychainStock {
  let taking: Promise<BackendStatus> | undefined;
  const take: KeychainStock["take"] = (limits = {}) => {
    taking ??= takeStock(client, notes, limits)
      .then((answer) => statusOf(answer, client.name, platform))
      .finally(() => {
        taking = undefined;
      });
    return taking;
  };
  return {
    take,
    isWorthAsking: async (provider) => {
      if (notes.has(provider)) return true;
      if (client.absence() !== undefined || isRecent(notes.read(), now())) return false;
      await take();
      return notes.has(provider);
    },
    isUsable: async () => {
      if (client.absence() !== undefined) return false;
      if (notes.read() === undefined) await take();
      return notes.read()?.state === "available";
    },
  };
}

/** A listing is believed until something of ours changes it; a keychain that failed gets another chance after a while. */
function isRecent(memo: KeychainMemo | undefined, now: number): boolean {
  return memo !== undefined && (memo.state === "available" || now - memo.checkedAt < ASK_AGAIN_MS);
}

async function takeStock(
  client: KeychainClient,
  notes: KeychainNotes,
  limits: { readonly timeoutMs?: number },
): Promise<KeychainAnswer> {
  const missing = client.absence();
  if (missing !== undefined) return { state: "absent", reason: missing };
  // The probe makes an empty list trustworthy.
  const answer = await client.run([{ op: "probe" }, { op: "list" }], limits);
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
  return answer;
}

function statusOf(answer: KeychainAnswer, name: string, platform: string): BackendStatus {
  if (answer.state === "answered") return { source: "keychain", state: "available", reason: name };
  const suggestion = suggestionFor(answer.state, platform);
  return { source: "keychain", state: answer.state, reason: answer.reason, suggestion };
}
