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

interface RememberedKey {
  readonly at: number;
  readonly of: object;
  readonly key: Promise<string | undefined>;
}

/** Remembers keys for a moment: looking one up reads files, and a call in a busy gateway costs less than that. Failures are not remembered. */
export function rememberKeys(
  lookUp: LookUp,
  {
    monotonic,
    settings,
  }: {
    readonly monotonic: () => number;
    /** The same object while nothing is configured anew: a key is bound to the address it was looked up for. */
    readonly settings: (provider: ProviderId) => object;
  },
): RememberedKeys {
  const known = new Map<ProviderId, RememberedKey>();
  return {
    get: (provider) => {
      const now = monotonic();
      const last = known.get(provider);
      const of = settings(provider);
      if (last !== undefined && now - last.at < FRESH_MS && last.of === of) return last.key;
      const key = lookUp(provider);
      const looked = { at: now, of, key };
      known.set(provider, looked);
      key.catch(() => known.get(provider) === looked && known.delete(provider));
      return key;
    },
    forget: (provider) => void known.delete(provider),
  };
}
