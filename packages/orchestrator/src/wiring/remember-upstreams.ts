import type { Model, Upstream, WireProtocol } from "@ai-orchestrator/contract";
import { upstreamFor, type ProviderDeps } from "@ai-orchestrator/providers";

/** How long a looked-up key and address may be used again, ms: a changed key is used within a second. */
const FRESH_MS = 1_000;

/** Finds where raw bytes for a model go. */
export type FindUpstream = (model: Model, protocol: WireProtocol) => Promise<Upstream | undefined>;

/** Looks upstreams up at most once a second each: credentials are read from files, and a relayed call costs less than that. */
export function rememberUpstreams(deps: ProviderDeps, monotonic: () => number): FindUpstream {
  const found = new Map<
    string,
    { readonly at: number; readonly model: Model; readonly upstream: Promise<Upstream | undefined> }
  >();
  return (model, protocol) => {
    const name = `${protocol} ${model.key}`;
    const known = found.get(name);
    const now = monotonic();
    if (known !== undefined && known.model === model && now - known.at < FRESH_MS) return known.upstream;
    const upstream = upstreamFor(model, deps, protocol);
    found.set(name, { at: now, model, upstream });
    upstream.catch(() => found.delete(name)); // The caller sees the error; the next one asks again.
    return upstream;
  };
}
