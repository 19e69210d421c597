import { homedir } from "node:os";
import { CLOUD_PROVIDERS, type Model, type ProviderId } from "@ai-orchestrator/contract";
import { discoverLocalModels, hubDirectories, type LocalServer } from "@ai-orchestrator/providers/local";
import { addressesFromEnvironment } from "./local-addresses.ts";
import { probingFetch } from "./probing-fetch.ts";
import type { Foundation } from "./foundation.ts";
import { endpointModels } from "./endpoint-models.ts";

/** What answers on this machine, and the models of the user's own endpoints. */
export interface Discovery {
  readonly models: readonly Model[];
  /** Where each local server that answers was found. */
  readonly running: ReadonlyMap<ProviderId, string>;
  /** What endpoints of the user's own on this machine answered in place of a list of models. */
  readonly unlisted: ReadonlyMap<ProviderId, NonNullable<LocalServer["unlisted"]>>;
}

/** The key of one of the user's own endpoints. */
export type EndpointCredential = (provider: ProviderId) => Promise<string | undefined>;

/** Asks the local servers, each for a short time only, and adds what config says of the user's own endpoints. */
export async function discoverModels(
  foundation: Foundation,
  { shipped, credential }: { readonly shipped: readonly Model[]; readonly credential: EndpointCredential },
): Promise<Discovery> {
  const config = foundation.config();
  const settings = Object.entries(config.providers ?? {}).filter(
    ([id]) => !(CLOUD_PROVIDERS as readonly string[]).includes(id),
  );
  const startsMlx = process.platform === "darwin" && process.arch === "arm64";
  const servers = await discoverLocalModels({
    fetch: probingFetch(foundation.options.fetch ?? fetch),
    baseUrls: {
      ...addressesFromEnvironment(foundation.env),
      ...Object.fromEntries(settings.flatMap(([id, { baseUrl }]) => (baseUrl === undefined ? [] : [[id, baseUrl]]))),
    },
    ...(startsMlx ? { mlxHubs: hubDirectories({ home: homedir(), env: foundation.env }) } : {}),
    headers: Object.fromEntries(
      settings.flatMap(([id, { headers }]) => (headers === undefined ? [] : [[id, headers]])),
    ),
    passingOn: new Set(settings.flatMap(([id, { local }]) => (local === false ? [id] : []))),
    known: shipped,
    credential: async (provider) => (canTellQuietly(provider, foundation) ? credential(provider) : undefined),
    now: Date.now(),
  });
  const models = servers.flatMap((server) => server.models);
  const listing = servers.filter((server) => server.unlisted === undefined);
  return {
    models: [...models, ...endpointModels(config, shipped)],
    running: new Map(listing.map((server) => [server.provider, server.baseUrl])),
    unlisted: new Map(
      servers.flatMap(({ provider, unlisted }) => (unlisted === undefined ? [] : [[provider, unlisted]])),
    ),
  };
}

/** True for a key that can be had without asking a person for a passphrase: looking around must not. */
function canTellQuietly(provider: ProviderId, { chain, config, env }: Foundation): boolean {
  const variable = config().providers?.[provider]?.apiKeyEnv;
  if (variable !== undefined && env[variable]) return true;
  const source = chain.peek().providers.get(provider)?.source;
  return source !== undefined && source !== "file";
}
