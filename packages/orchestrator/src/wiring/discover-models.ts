import { CLOUD_PROVIDERS, type Model, type ProviderId } from "@ai-orchestrator/contract";
import { discoverLocalModels } from "@ai-orchestrator/providers/local";
import { probingFetch } from "./probing-fetch.ts";
import type { Foundation } from "./foundation.ts";
import { endpointModels } from "./endpoint-models.ts";

/** What answers on this machine, and the models of the user's own endpoints. */
export interface Discovery {
  readonly models: readonly Model[];
  readonly running: ReadonlySet<ProviderId>;
}

/** Asks the local servers, each for a short time only, and adds what config says of the user's own endpoints. */
export async function discoverModels(foundation: Foundation, known: readonly Model[]): Promise<Discovery> {
  const config = foundation.config();
  const settings = Object.entries(config.providers ?? {}).filter(
    ([id]) => (CLOUD_PROVIDERS as readonly string[]).includes(id) === false,
  );
  const servers = await discoverLocalModels({
    fetch: probingFetch(foundation.options.fetch ?? fetch),
    baseUrls: Object.fromEntries(
      settings.flatMap(([id, { baseUrl }]) => (baseUrl === undefined ? [] : [[id, baseUrl]])),
    ),
    headers: Object.fromEntries(
      settings.flatMap(([id, { headers }]) => (headers === undefined ? [] : [[id, headers]])),
    ),
    known,
    now: Date.now(),
  });
  const models = servers.flatMap((server) => server.models);
  return { models: [...models, ...endpointModels(config)], running: new Set(servers.map((server) => server.provider)) };
}
