import type { ProviderAdapter } from "../clients/provider-adapter.ts";
import { createAdcTokens } from "../auth/adc-tokens.ts";
import { findAdc, vertexBaseUrl } from "../auth/vertex-place.ts";
import type { ProviderDeps } from "../facts/provider-deps.ts";
import type { ProviderTimeouts } from "../facts/provider-facts.ts";
import type { Connection } from "./connection.ts";

/** How to reach Vertex AI: tokens from Application Default Credentials, kept until shortly before they expire. */
export function vertexConnection(parts: { readonly adapter: ProviderAdapter; readonly deps: ProviderDeps; readonly timeouts: ProviderTimeouts }): Connection {
  const { adapter, deps, timeouts } = parts;
  const tokens = createAdcTokens({ fetch: deps.fetch, now: deps.now, find: () => findAdc(deps) });
  return {
    provider: "vertex-ai",
    name: "Vertex AI",
    adapter,
    deps,
    timeouts,
    baseUrl: async () => vertexBaseUrl(deps.settings("vertex-ai"), deps.env, await tokens.project()),
    authorize: () => tokens.headers(),
  };
}
