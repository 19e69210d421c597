import type { Credential } from "../credential.ts";
import type { KeychainNotes } from "./keychain-notes.ts";

/** How long a key read from the keychain is kept, in ms: a change made by another program shows within this time. */
const FRESH_MS = 300_000;
/** How often the notes are looked at, in ms, for what another process of ours changed meanwhile. */
const LOOK_MS = 1000;

/** Keys read from the keychain a while ago. */
export interface KeyMemory {
  keep(credential: Credential): void;
  /** To be called before the keychain is asked; what it gives tells whether the answer still holds: nothing of ours changed the key meanwhile. */
  asking(provider: string): () => boolean;
  /** Undefined where it was not read, was read too long ago, or was changed by another process of ours since. */
  recall(provider: string): Credential | undefined;
  drop(provider: string): void;
  forget(): void;
  secrets(): readonly string[];
}

interface Kept {
  readonly credential: Credential;
  readonly until: number;
  /** What the notes said of it then. */
  readonly noted: string | undefined;
  readonly lookedAt: number;
}

/** See KeyMemory. */
export function createKeyMemory(notes: KeychainNotes, now: () => number): KeyMemory {
  const kept = new Map<string, Kept>();
  let changes = 0;
  const noteOf = (provider: string): string | undefined => JSON.stringify(notes.read()?.entries[provider]);
  return {
    keep: (credential) => {
      const { provider } = credential;
      kept.set(provider, { credential, until: now() + FRESH_MS, noted: noteOf(provider), lookedAt: now() });
    },
    asking: (provider) => {
      const [before, noted] = [changes, noteOf(provider)];
      return () => changes === before && noteOf(provider) === noted;
    },
    recall: (provider) => {
      const one = kept.get(provider);
      if (one === undefined) return undefined;
      if (now() < one.until) {
        if (now() - one.lookedAt < LOOK_MS) return one.credential;
        if (noteOf(provider) === one.noted) {
          kept.set(provider, { ...one, lookedAt: now() });
          return one.credential;
        }
      }
      kept.delete(provider);
      return undefined;
    },
    drop: (provider) => {
      changes++;
      kept.delete(provider);
    },
    forget: () => {
      changes++;
      kept.clear();
    },
    secrets: () => [...kept.values()].map(({ credential }) => credential.value.reveal()),
  };
}
