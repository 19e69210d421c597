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
import { lazy } from "./lazy.ts";
import { addressesFromEnvironment } from "./local-addresses.ts";
import { openMlx } from "./open-mlx.ts";
import type { PooledFetch } from "./pooled-fetch.ts";
import { rememberKeys, type RememberedKeys } from "./remember-keys.ts";
import type { CredentialChain } from "@ai-orchestrator/vault";

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
  readonly http: Pick<PooledFetch, "fetch" | "send">;
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Local servers that answered, by provider. */
  readonly running: () => ReadonlyMap<ProviderId, string>;
  /** Models that lend their keys to what is found on disk. */
  readonly known: () => readonly Model[];
}

/** Access over config, credentials and what answers on this machine. */
export function createProviderAccess(options: ProviderAccessOptions): ProviderAccess {
  const { chain, config } = options;
  const settings = rememberSettings(options);
  const endpoints = (): readonly ProviderId[] =>
    Object.keys(config().providers ?? {}).filter((id) => !isKnownProvider(id));
  const keys = rememberKeys(async (provider) => {
    const origin = originOf(provider, settings(provider));
    const variable = variableOf(provider, options);
    // What stays on this machine needs no leave: a test server, a local proxy. Any other address must be allowed once.
    if (variable !== undefined && (isOwnVariable(provider, variable, config()) || isLoopback(origin)))
      return options.env[variable];
    // A server in the house often wants no key, and one that is not there cannot be read on the way.
    if (isReadableOnTheWay(origin) && !chain.peek().providers.has(provider)) return undefined;
    return (await chain.get(provider, { origin }))?.value.reveal();
  }, options.monotonic);
  const deps: ProviderDeps = {
    fetch: options.http.fetch,
    ...(options.http.send === undefined ? {} : { send: options.http.send }),
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
        statusOf(provider, {
          options,
          settings: settings(provider),
          peeked: outlook.providers.get(provider),
          running: options.running(),
        }),
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

/** True for a variable that config itself names beside the address: both are one person's word. */
function isOwnVariable(provider: ProviderId, variable: string, config: Config): boolean {
  return config.providers?.[provider]?.apiKeyEnv === variable;
}

/** The environment variable that holds the key in use, if it is there that it comes from. */
function variableOf(provider: ProviderId, { chain, config, env }: ProviderAccessOptions): string | undefined {
  const own = config().providers?.[provider]?.apiKeyEnv;
  if (own !== undefined && env[own]) return own;
  const peeked = chain.peek().providers.get(provider);
  if (peeked?.source !== "environment" || peeked.sourceDetail === undefined) return undefined;
  return env[peeked.sourceDetail] ? peeked.sourceDetail : undefined;
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

/** True where an address never leaves this machine. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function isReadableOnTheWay(origin: string): boolean {
  return origin.startsWith("http:") && !isLoopback(origin);
}

interface StatusParts {
  readonly options: ProviderAccessOptions;
  readonly settings: ProviderSettings;
  readonly peeked: ReturnType<CredentialChain["peek"]>["providers"] extends ReadonlyMap<string, infer P>
    ? P | undefined
    : never;
  readonly running: ReadonlyMap<ProviderId, string>;
}

function statusOf(provider: ProviderId, { options, settings, peeked, running }: StatusParts): ProviderStatus {
  const config = options.config().providers?.[provider];
  const facts = isKnownProvider(provider) ? PROVIDERS[provider] : undefined;
  const baseUrl = settings.baseUrl ?? facts?.baseUrl ?? "";
  const isHere = baseUrl !== "" && isLoopback(baseUrl) && (facts === undefined || facts.local);
  const local = isHere && config?.local !== false;
  const base = { provider, name: config?.name ?? facts?.name ?? provider, local, baseUrl };
  if (config?.enabled === false) {
    return {
      ...base,
      usable: false,
      source: "none",
      reason: "switched off in config",
      suggestion: `aio config set providers.${provider}.enabled true`,
    };
  }
  if (facts?.local ?? (facts === undefined && config?.apiKeyEnv === undefined && peeked === undefined)) {
    const up = facts === undefined ? !isHere || running.has(provider) : running.has(provider);
    return up
      ? { ...base, usable: true, source: "not-needed" }
      : {
          ...base,
          usable: false,
          source: "not-needed",
          reason: `nothing answers at ${baseUrl}`,
          suggestion: `Start ${base.name}, or set providers.${provider}.baseUrl.`,
        };
  }
  if (provider === "vertex-ai") return vertexStatus(base, options.chain);
  if (config?.apiKeyEnv !== undefined && options.env[config.apiKeyEnv]) {
    return { ...base, usable: true, source: "environment", sourceDetail: config.apiKeyEnv };
  }
  if (peeked !== undefined) {
    return {
      ...base,
      usable: true,
      source: peeked.source,
      ...(peeked.sourceDetail === undefined ? {} : { sourceDetail: peeked.sourceDetail }),
    };
  }
  return { ...base, usable: false, source: "none", reason: "no key", suggestion: `aio credentials set ${provider}` };
}

function vertexStatus(base: Omit<ProviderStatus, "usable" | "source">, chain: CredentialChain): ProviderStatus {
  const report = chain.adc();
  const problem = report.reason ?? (report.project === undefined ? "no Google Cloud project" : undefined);
  if (report.source === "adc" && problem === undefined) {
    return {
      ...base,
      usable: true,
      source: "adc",
      ...(report.sourceDetail === undefined ? {} : { sourceDetail: report.sourceDetail }),
    };
  }
  return {
    ...base,
    usable: false,
    source: report.source,
    reason: problem ?? "no Application Default Credentials",
    suggestion: report.suggestion ?? "gcloud auth application-default login, and set GOOGLE_CLOUD_PROJECT",
  };
}
