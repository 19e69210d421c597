import type { BackendStatus } from "../credential.ts";
import type { CredentialIndexFile, KeychainMemo } from "./credential-index.ts";

/** Entries as the memo keeps them, by provider. */
export type MemoEntries = Record<string, KeychainMemo["entries"][string]>;

/** What is known about the keychain without asking it. */
export interface KeychainNotes {
  /** Undefined if it was never asked on this machine. */
  read(): KeychainMemo | undefined;
  /** True if it is known to hold a key for `provider`. */
  has(provider: string): boolean;
  /** Changes the entries, notes the state and the time. Never throws: where the index cannot be written, this process alone remembers. */
  write(change: (entries: MemoEntries) => void, state?: BackendStatus["state"]): Promise<void>;
}

/** Notes kept in the index. */
export function createKeychainNotes(index: CredentialIndexFile, now: () => number): KeychainNotes {
  let unsaved: KeychainMemo | undefined;
  const read = (): KeychainMemo | undefined => unsaved ?? index.read().keychain;
  return {
    read,
    has: (provider) => Object.hasOwn(read()?.entries ?? {}, provider),
    write: async (change, state = "available") => {
      const renew = (before: KeychainMemo | undefined): KeychainMemo => {
        const entries = { ...before?.entries };
        change(entries);
        return { checkedAt: now(), state, entries };
      };
      try {
        await index.update((current) => ({ ...current, keychain: renew(unsaved ?? current.keychain) }));
        unsaved = undefined;
      } catch {
        // A home that cannot be written costs speed only.
        unsaved = renew(read());
      }
    },
  };
}
