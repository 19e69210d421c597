import type { LocalModel, LocalModelList, Model } from "@ai-orchestrator/contract";
import type { LocalServer } from "../discover-local-models.ts";
import { findCachedMlxModels } from "../find-cached-mlx-models.ts";
import { listMlxModels } from "../list-mlx-models.ts";
import { createLocalProbe, type LocalProbe } from "../local-probe.ts";
import { countOf, fieldsOf, listOf, textOf } from "../read-fields.ts";
import { isWeights, missingFrom } from "./judge-snapshot.ts";
import { readHub, type HubRepository } from "./read-hub.ts";
import { RECOMMENDED_MODELS } from "./recommended-models-table.ts";
import { nameOfRepository } from "./resolve-local-name.ts";

/** What listing looks at. */
export interface ListingParts {
  readonly hubs: readonly string[];
  /** Servers that answer now. */
  readonly servers: readonly LocalServer[];
  readonly known: readonly Model[];
  readonly fetch: typeof globalThis.fetch;
}

const PROBE_MS = 1000;

/** Every model on this machine, and the recommended ones that are not. Asks loopback servers only. */
export async function listLocalModels(parts: ListingParts): Promise<LocalModelList> {
  const servers = await servedNow(parts.servers, parts.fetch);
  const [cached, served] = await Promise.all([
    Promise.all(parts.hubs.map((hub) => modelsInHub(hub, { ...parts, servers }))),
    Promise.all(servers.map((server) => modelsOfServer(server, parts))),
  ]);
  const onDisk = cached.flat();
  const ids = new Set(onDisk.map(({ id }) => id));
  const models = [...onDisk, ...served.flat().filter(({ provider, id }) => provider !== "mlx" || !ids.has(id))];
  const whole = new Set(models.filter(({ complete }) => complete).map(({ id }) => id));
  return { models, absent: RECOMMENDED_MODELS.filter(({ repository }) => !whole.has(repository)) };
}

/** The servers with what they serve this moment: discovery counts MLX models on disk as served, since a server for them can be started. */
export async function servedNow(
  servers: readonly LocalServer[],
  fetch: typeof globalThis.fetch,
): Promise<readonly LocalServer[]> {
  return Promise.all(
    servers.map(async (server) => {
      if (server.provider !== "mlx") return server;
      const served = await listMlxModels(createLocalProbe(server.baseUrl, { fetch, timeoutMs: PROBE_MS }));
      const ids = new Set(served?.map(({ id }) => id));
      return { ...server, models: server.models.filter(({ id }) => ids.has(id)) };
    }),
  );
}

async function modelsInHub(hub: string, { servers, known }: ListingParts): Promise<readonly LocalModel[]> {
  const [{ repositories }, loadable] = await Promise.all([readHub(hub), findCachedMlxModels([hub])]);
  const offered = servers
    .filter(({ provider }) => provider === "mlx")
    .flatMap(({ models }) => models.map(({ id }) => id));
  const all = await Promise.all(
    repositories.filter(isModel).map(async (repository) => {
      const mlx = loadable.find(({ id }) => id === repository.id);
      const missing = mlx === undefined ? await missingFromAll(repository) : undefined;
      const twin = known.find((model) => model.provider === "mlx" && model.id === repository.id);
      const isMlx = mlx !== undefined || twin !== undefined || /mlx/i.test(repository.id);
      const isServed = offered.some((id) => id === repository.id || id.startsWith(repository.folder));
      return {
        name: isMlx ? (twin?.key ?? `mlx/${repository.id}`.toLowerCase()) : nameOfRepository(repository.id, known),
        ...(isMlx ? { provider: "mlx" } : {}),
        id: repository.id,
        size: sizeOnDisk(repository),
        place: repository.folder,
        complete: missing === undefined,
        ...(missing === undefined ? {} : { missing }),
        served: isServed,
        recommended: isRecommended(repository.id),
      };
    }),
  );
  return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A tokenizer or a configuration that some program looked up is no model. */
function isModel({ id, partials, snapshots }: HubRepository): boolean {
  return (
    partials.length > 0 ||
    isRecommended(id) ||
    snapshots.some(
      ({ files, listing }) => files.some((file) => isWeights(file.path)) || listing?.some(isWeights) === true,
    )
  );
}

async function missingFromAll({ snapshots, partials }: HubRepository): Promise<string | undefined> {
  const judged = await Promise.all(snapshots.map(missingFrom));
  if (judged.includes(undefined)) return undefined;
  return partials.length > 0 ? "a download broke off" : (judged.at(-1) ?? "its weights are missing");
}

function sizeOnDisk({ blobs, partials, snapshots }: HubRepository): number {
  const copies = snapshots.flatMap(({ files }) =>
    files.filter(({ blob, isForeign }) => blob === undefined && !isForeign),
  );
  return [...blobs, ...partials, ...copies].reduce((sum, { size }) => sum + (size ?? 0), 0);
}

async function modelsOfServer(
  { provider, baseUrl, models }: LocalServer,
  { fetch }: ListingParts,
): Promise<readonly LocalModel[]> {
  const sizes = await (SIZES[provider] ?? noSizes)(createLocalProbe(baseUrl, { fetch, timeoutMs: PROBE_MS }));
  return models
    .filter((model) => model.local)
    .map((model) => {
      const size = sizes.get(model.id);
      return {
        name: model.key,
        provider,
        id: model.id,
        ...(size === undefined ? {} : { size }),
        place: baseUrl,
        complete: true,
        served: true,
        recommended: isRecommended(model.id),
      };
    });
}

type Sizes = ReadonlyMap<string, number>;

/** Where each server tells how large its models are. */
const SIZES: Readonly<Record<string, (probe: LocalProbe) => Promise<Sizes>>> = {
  ollama: async (probe) => sizesIn(fieldsOf(await probe.get("/api/tags"))["models"], ["model", "name"], "size"),
  lmstudio: async (probe) => sizesIn(fieldsOf(await probe.get("/api/v1/models"))["models"], ["key"], "size_bytes"),
  llamacpp: async (probe) => {
    const data = listOf(fieldsOf(await probe.get("/v1/models"))["data"]) ?? [];
    return sizesIn(
      data.map((entry) => ({ id: entry["id"], size: fieldsOf(entry["meta"])["size"] })),
      ["id"],
      "size",
    );
  },
};

async function noSizes(): Promise<Sizes> {
  return new Map();
}

function sizesIn(list: unknown, names: readonly string[], field: string): Sizes {
  return new Map(
    (listOf(list) ?? []).flatMap((entry) => {
      const id = names.map((name) => textOf(entry[name])).find((text) => text !== undefined);
      const size = countOf(entry[field]);
      return id === undefined || size === undefined ? [] : [[id, size] as const];
    }),
  );
}

function isRecommended(id: string): boolean {
  return RECOMMENDED_MODELS.some(({ repository }) => repository === id);
}
