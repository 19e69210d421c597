import type { ProviderAdapter } from "../clients/provider-adapter.ts";
import { createAdcTokens } from "../auth/adc-tokens.ts";
import { findAdc, vertexBaseUrl, vertexProject } from "../auth/vertex-place.ts";
import type { ProviderDeps } from "../facts/provider-deps.ts";
import type { ProviderTimeouts } from "../facts/provider-facts.ts";
import type { Connection } from "./connection.ts";

/** How to reach Vertex AI: tokens from Application Default Credentials, kept until shortly before they expire. */
export function vertexConnection(parts: {
  readonly adapter: ProviderAdapter;
  readonly deps: ProviderDeps;
  readonly timeouts: ProviderTimeouts;
}): Connection {
  const { adapter, deps, timeouts } = parts;
  const tokens = createAdcTokens({ fetch: deps.fetch, now: deps.now, find: () => findAdc(deps) });
  return {
    provider: "vertex-ai",
    name: "Vertex AI",
    adapter,
    deps,
    timeouts,
    baseUrl: async () => {
      const settings = deps.settings("vertex-ai");
      // The credentials are asked only where nothing else names a project: that may mean a request to the metadata server.
      const project = vertexProject(settings, deps.env) ?? (await tokens.project());
      return vertexBaseUrl(settings, deps.env, project);
    },
    authorize: () => tokens.headers(),
  };
}
