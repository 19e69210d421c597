import { isLoopbackUrl, LOCAL_PROVIDERS, type Model } from "@ai-orchestrator/contract";
import { PROVIDERS } from "../facts/providers-table.ts";
import { findCachedMlxModels } from "./find-cached-mlx-models.ts";
import { isListening } from "./is-listening.ts";
import { listEndpointModels } from "./list-endpoint-models.ts";
import { listLlamaCppModels } from "./list-llamacpp-models.ts";
import { listLmStudioModels } from "./list-lmstudio-models.ts";
import { listMlxModels } from "./list-mlx-models.ts";
import { listOllamaModels } from "./list-ollama-models.ts";
import { createLocalProbe, type Answered, type LocalProbe } from "./local-probe.ts";
import { toLocalModel, type ServedModel, type Serving } from "./to-local-model.ts";

type LocalProvider = (typeof LOCAL_PROVIDERS)[number];

/** How to tell and list each kind of server. */
const LISTERS: Readonly<Record<LocalProvider, (probe: LocalProbe) => Promise<readonly ServedModel[] | undefined>>> = {
  ollama: listOllamaModels,
  lmstudio: listLmStudioModels,
  llamacpp: listLlamaCppModels,
  mlx: listMlxModels,
};

/** llama.cpp's own default port is the one MLX uses too; what answers there tells which it is. */
const FURTHER_PLACES: Readonly<Partial<Record<LocalProvider, readonly string[]>>> = {
  llamacpp: [PROVIDERS.mlx.baseUrl],
};

/** Long enough for a loopback connection, too short to be felt when nothing listens. */
const PROBE_MS = 300;

/** What discovery needs. */
export interface DiscoveryOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Configured base URLs by provider, of shipped local providers and of the user's own endpoints. */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** Headers by provider, e.g. an LM Studio token. */
  readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Providers that answer here and pass prompts on to other machines: their models are not local. */
  readonly passingOn?: ReadonlySet<string>;
  /** The key of the user's own endpoint; asked for only where one answers on this machine. */
  readonly credential?: (provider: string) => Promise<string | undefined>;
  /** Hugging Face caches (`hubDirectories`) to look for MLX models in, on a machine that can start an MLX server. */
  readonly mlxHubs?: readonly string[];
  /** Catalogue entries that lend their keys to models found under the same id. */
  readonly known?: readonly Model[];
  /** Epoch ms. */
  readonly now: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** One server found. */
export interface LocalServer {
  readonly provider: string;
  readonly baseUrl: string;
  readonly models: readonly Model[];
  /** An endpoint of the user's own that told no models: what came in place of a list. */
  readonly unlisted?: Answered;
}

/**
 * All model servers that answer on this machine right now, with their models. Asks loopback addresses only, so it
 * is safe under local-only: a configured address elsewhere is left out. Takes about `timeoutMs` (300) if nothing
 * listens, and never throws but for an aborted signal.
 */
export async function discoverLocalModels(options: DiscoveryOptions): Promise<readonly LocalServer[]> {
  const own = Object.keys(options.baseUrls ?? {}).filter((provider) => !Object.hasOwn(LISTERS, provider));
  const [cached, ...found] = await Promise.all([
    findCachedMlxModels(options.mlxHubs ?? []),
    ...LOCAL_PROVIDERS.map((provider) => firstAnswering(provider, options)),
    ...own.map((provider) =>
      serverAt(provider, options.baseUrls?.[provider] ?? "", { list: listEndpointModels, options }),
    ),
  ]);
  const servers = found.filter((server) => server !== undefined);
  return cached.length === 0 ? servers : withCachedMlx(servers, cached, options);
}

/** MLX models on disk count as served: a server for them is started with the first call. */
function withCachedMlx(
  servers: readonly LocalServer[],
  cached: readonly ServedModel[],
  options: DiscoveryOptions,
): readonly LocalServer[] {
  const mlx = servers.find(({ provider }) => provider === "mlx") ?? {
    provider: "mlx",
    baseUrl: PROVIDERS.mlx.baseUrl,
    models: [],
  };
  const listed = new Set(mlx.models.map(({ id }) => id));
  const models = cached
    .filter(({ id }) => !listed.has(id))
    .map((model) => toLocalModel(model, servingOf("mlx", options)));
  return [...servers.filter(({ provider }) => provider !== "mlx"), { ...mlx, models: [...mlx.models, ...models] }];
}

function servingOf(provider: string, { now, known = [], passingOn }: DiscoveryOptions): Serving {
  return {
    provider,
    local: passingOn?.has(provider) !== true,
    asOf: new Date(now).toISOString().slice(0, "2026-01-01".length),
    known,
  };
}

async function firstAnswering(provider: LocalProvider, options: DiscoveryOptions): Promise<LocalServer | undefined> {
  const configured = options.baseUrls?.[provider];
  const places =
    configured === undefined ? [PROVIDERS[provider].baseUrl, ...(FURTHER_PLACES[provider] ?? [])] : [configured];
  const servers = await Promise.all(
    places.map((baseUrl) => serverAt(provider, baseUrl, { list: LISTERS[provider], options })),
  );
  return servers.find((server) => server !== undefined);
}

async function serverAt(
  provider: string,
  baseUrl: string,
  {
    list,
    options,
  }: { list: (probe: LocalProbe) => Promise<readonly ServedModel[] | undefined>; options: DiscoveryOptions },
): Promise<LocalServer | undefined> {
  if (!isLoopbackUrl(baseUrl)) return undefined;
  const timeoutMs = options.timeoutMs ?? PROBE_MS;
  if (!(await isListening(baseUrl, timeoutMs))) return undefined;
  const key = Object.hasOwn(LISTERS, provider) ? undefined : await options.credential?.(provider);
  const probe = createLocalProbe(baseUrl, {
    fetch: options.fetch,
    timeoutMs,
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...options.headers?.[provider] },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const served = await list(probe);
  const answered = probe.lastAnswer();
  if (served === undefined && list === listEndpointModels && answered !== undefined)
    return { provider, baseUrl: probe.baseUrl, models: [], unlisted: answered };
  if (served === undefined) return undefined;
  const serving = servingOf(provider, options);
  return { provider, baseUrl: probe.baseUrl, models: served.map((model) => toLocalModel(model, serving)) };
}
