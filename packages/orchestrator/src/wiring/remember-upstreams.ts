import type { Model, Upstream, WireProtocol } from "@ai-orchestrator/contract";
import { upstreamFor, type ProviderDeps } from "@ai-orchestrator/providers";

/** How long a looked-up key and address may be used again, ms: a changed key is used within a second. */
const FRESH_MS = 1_000;

/** Finds where raw bytes for a model go. */
export type FindUpstream = (
  model: Model,
  protocol: WireProtocol,
) => Promise<Upstream | undefined> | Upstream | undefined;

interface Found {
  readonly at: number;
  readonly model: Model;
  readonly asked: Promise<Upstream | undefined>;
  /** What was found, once it is. */
  done?: { readonly upstream: Upstream | undefined };
}

/** Looks upstreams up at most once a second each: credentials are read from files, and a relayed call costs less than that. */
export function rememberUpstreams(deps: ProviderDeps, monotonic: () => number): FindUpstream {
  const found = new Map<WireProtocol, Map<string, Found>>();
  return (model, protocol) => {
    const ofProtocol = found.get(protocol) ?? new Map<string, Found>();
    found.set(protocol, ofProtocol);
    const known = ofProtocol.get(model.key);
    const now = monotonic();
    if (known !== undefined && known.model === model && now - known.at < FRESH_MS)
      return known.done === undefined ? known.asked : known.done.upstream;
    const entry: Found = { at: now, model, asked: upstreamFor(model, deps, protocol) };
    ofProtocol.set(model.key, entry);
    entry.asked.then(
      (upstream) => (entry.done = { upstream }),
      () => ofProtocol.delete(model.key), // The caller sees the error; the next one asks again.
    );
    return entry.asked;
  };
}
