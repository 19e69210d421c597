import { LOCAL_PROVIDERS, type Model } from "@ai-orchestrator/contract";
import { PROVIDERS } from "../facts/providers-table.ts";
import { isListening } from "./is-listening.ts";
import { listEndpointModels } from "./list-endpoint-models.ts";
import { listLlamaCppModels } from "./list-llamacpp-models.ts";
import { listLmStudioModels } from "./list-lmstudio-models.ts";
import { listMlxModels } from "./list-mlx-models.ts";
import { listOllamaModels } from "./list-ollama-models.ts";
import { createLocalProbe, type LocalProbe } from "./local-probe.ts";
import { isLoopbackUrl } from "./loopback.ts";
import { toLocalModel, type ServedModel } from "./to-local-model.ts";

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
}

/**
 * All model servers that answer on this machine right now, with their models. Asks loopback addresses only, so it
 * is safe under local-only: a configured address elsewhere is left out. Takes about `timeoutMs` (300) if nothing
 * listens, and never throws but for an aborted signal.
 */
export async function discoverLocalModels(options: DiscoveryOptions): Promise<readonly LocalServer[]> {
  const own = Object.keys(options.baseUrls ?? {}).filter((provider) => !Object.hasOwn(LISTERS, provider));
  const found = await Promise.all([
    ...LOCAL_PROVIDERS.map((provider) => firstAnswering(provider, options)),
    ...own.map((provider) =>
      serverAt(provider, options.baseUrls?.[provider] ?? "", { list: listEndpointModels, options }),
    ),
  ]);
  return found.filter((server) => server !== undefined);
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
  const headers = options.headers?.[provider];
  const probe = createLocalProbe(baseUrl, {
    fetch: options.fetch,
    timeoutMs,
    ...(headers === undefined ? {} : { headers }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const served = await list(probe);
  if (served === undefined) return undefined;
  const asOf = new Date(options.now).toISOString().slice(0, "2026-01-01".length);
  const serving = { provider, local: true, asOf, known: options.known ?? [] };
  return { provider, baseUrl: probe.baseUrl, models: served.map((model) => toLocalModel(model, serving)) };
}
