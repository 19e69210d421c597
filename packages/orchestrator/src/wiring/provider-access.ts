import {
  CLOUD_PROVIDERS,
  isKnownProvider,
  LOCAL_PROVIDERS,
  OrchestratorError,
  type Config,
  type Model,
  type ProviderClient,
  type ProviderId,
  type ProviderStatus,
} from "@ai-orchestrator/contract";
import type { ProviderDeps, ProviderSettings } from "@ai-orchestrator/providers";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import { isReadableOnTheWay, type CredentialChain } from "@ai-orchestrator/vault";
import { isSecretHeader } from "../config/is-secret-header.ts";
import type { Discovery } from "./discover-models.ts";
import { lazy } from "./lazy.ts";
import { addressesFromEnvironment } from "./local-addresses.ts";
import { openMlx } from "./open-mlx.ts";
import type { Network } from "./open-network.ts";
import { providerStatus } from "./provider-status.ts";
import { rememberKeys, type RememberedKeys } from "./remember-keys.ts";

/** Providers as this machine can use them: what is set up, with what key, where. */
export interface ProviderAccess extends AsyncDisposable {
  readonly deps: ProviderDeps;
  client(provider: ProviderId): Promise<ProviderClient>;
  /** Every provider, shipped and configured. Starts nothing and asks nobody. */
  statuses(): readonly ProviderStatus[];
  /** The user's own endpoints. */
  endpoints(): readonly ProviderId[];
}

/** What access is built from. */
export interface ProviderAccessOptions {
  readonly config: () => Config;
  readonly chain: CredentialChain;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly network: Pick<Network, "http" | "clientConnections">;
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Local servers that answered, by provider. */
  readonly running: () => ReadonlyMap<ProviderId, string>;
  /** What endpoints of the user's own on this machine answered in place of a list of models. */
  readonly unlisted: () => Discovery["unlisted"];
  /** Models that lend their keys to what is found on disk. */
  readonly known: () => readonly Model[];
}

/** Access over config, credentials and what answers on this machine. */
export function createProviderAccess(options: ProviderAccessOptions): ProviderAccess {
  const { chain, config } = options;
  const { http, clientConnections: connections } = options.network;
  const settings = rememberSettings(options);
  const endpoints = (): readonly ProviderId[] =>
    Object.keys(config().providers ?? {}).filter((id) => !isKnownProvider(id));
  const keys = rememberKeys(
    async (provider) => {
      const set = settings(provider);
      const origin = originOf(provider, set);
      refuseReadableHeader(provider, set, origin);
      const variable = config().providers?.[provider]?.apiKeyEnv;
      const found = await chain.get(provider, { origin, ...(variable === undefined ? {} : { variable }) });
      return found?.value.reveal();
    },
    { monotonic: options.monotonic, settings },
  );
  const deps: ProviderDeps = {
    fetch: http.fetch,
    ...(connections === undefined ? {} : { send: connections.send, sendWhole: connections.sendWhole }),
    settings,
    env: vertexEnvironment(options.env, config()),
    now: options.now,
    readFile: options.readFile,
    credential: keys.get,
  };
  const mlx = lazy(() => openMlx({ options, deps }));
  const clients = new Map<ProviderId, Promise<ProviderClient>>();
  return {
    deps,
    endpoints,
    client: (provider) => {
      const known = clients.get(provider);
      if (known !== undefined) return known;
      const made = provider === "mlx" ? mlx.get() : makeClient(provider, deps, keys);
      clients.set(provider, made);
      made.catch(() => clients.delete(provider));
      return made;
    },
    [Symbol.asyncDispose]: async () => {
      await (await mlx.peek())?.[Symbol.asyncDispose]();
    },
    statuses: () => {
      const outlook = chain.peek();
      const all = [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS, ...endpoints()];
      return all.map((provider) =>
        providerStatus(provider, { options, settings: settings(provider), peeked: outlook.providers.get(provider) }),
      );
    },
  };
}

/** Provider code is loaded with the first client: deciding needs none of it. */
async function makeClient(provider: ProviderId, deps: ProviderDeps, keys: RememberedKeys): Promise<ProviderClient> {
  const { createProviderClient } = await import("@ai-orchestrator/providers");
  const client = await createProviderClient(provider, deps);
  return {
    ...client,
    verify: (options) => {
      // A key that is being tested was most likely just stored.
      keys.forget(provider);
      return client.verify(options);
    },
  };
}

/** Settings as they are now, put together anew when the config or where the server runs is another. */
function rememberSettings(options: ProviderAccessOptions): (provider: ProviderId) => ProviderSettings {
  const known = new Map<ProviderId, { readonly of: readonly unknown[]; readonly settings: ProviderSettings }>();
  return (provider) => {
    const of = [options.config(), options.running().get(provider)];
    const last = known.get(provider);
    if (last !== undefined && last.of[0] === of[0] && last.of[1] === of[1]) return last.settings;
    const settings = settingsOf(provider, options);
    known.set(provider, { of, settings });
    return settings;
  };
}

/** What config says, else the environment, else where the server was found. */
function settingsOf(provider: ProviderId, { config, env, running }: ProviderAccessOptions): ProviderSettings {
  const { baseUrl, headers, organization, project, location, api } = config().providers?.[provider] ?? {};
  const address = baseUrl ?? addressesFromEnvironment(env)[provider] ?? running().get(provider);
  return Object.fromEntries(
    Object.entries({ baseUrl: address, headers, organization, project, location, api }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function vertexEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  config: Config,
): Readonly<Record<string, string | undefined>> {
  const { project, location } = config.providers?.["vertex-ai"] ?? {};
  return {
    ...env,
    ...(project === undefined ? {} : { GOOGLE_CLOUD_PROJECT: project }),
    ...(location === undefined ? {} : { GOOGLE_CLOUD_LOCATION: location }),
  };
}

function baseUrlOf(provider: ProviderId, settings: ProviderSettings): string {
  const url = settings.baseUrl ?? (isKnownProvider(provider) ? PROVIDERS[provider].baseUrl : undefined);
  if (url === undefined) {
    throw new OrchestratorError("invalid_config", `Provider "${provider}" has no address.`, {
      suggestion: `aio config set providers.${provider}.baseUrl http://…`,
    });
  }
  return url;
}

function originOf(provider: ProviderId, settings: ProviderSettings): string {
  return new URL(baseUrlOf(provider, settings)).origin;
}

/** Throws `invalid_config` where a header that config names would carry a key readable: of keys that are stored the vault sees to it. */
function refuseReadableHeader(provider: ProviderId, { headers = {} }: ProviderSettings, origin: string): void {
  const secret = isReadableOnTheWay(origin) ? Object.keys(headers).find(isSecretHeader) : undefined;
  if (secret === undefined) return;
  throw new OrchestratorError(
    "invalid_config",
    `The header "${secret}" of ${provider} is not sent to ${origin}: it would travel readable.`,
    { provider, suggestion: "Use https, or http on localhost." },
  );
}
