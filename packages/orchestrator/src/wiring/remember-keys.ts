import type { ProviderId } from "@ai-orchestrator/contract";

/** How long a key that was looked up may be used again, ms: a changed key is used within a second. */
const FRESH_MS = 1_000;

type LookUp = (provider: ProviderId) => Promise<string | undefined>;

/** A look-up that asks at most once a second. */
export interface RememberedKeys {
  readonly get: LookUp;
  /** The next call asks anew. */
  forget(provider: ProviderId): void;
}

/** Remembers keys for a moment: looking one up reads files, and a call in a busy gateway costs less than that. Failures are not remembered. */
export function rememberKeys(lookUp: LookUp, monotonic: () => number): RememberedKeys {
  const known = new Map<ProviderId, { readonly at: number; readonly key: Promise<string | undefined> }>();
  return {
    get: (provider) => {
      const now = monotonic();
      const last = known.get(provider);
      if (last !== undefined && now - last.at < FRESH_MS) return last.key;
      const key = lookUp(provider);
      known.set(provider, { at: now, key });
      key.catch(() => known.delete(provider));
      return key;
    },
    forget: (provider) => void known.delete(provider),
  };
}
