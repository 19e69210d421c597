import path from "node:path";
import { OrchestratorError, type LocalModels, type PreparedPull } from "@ai-orchestrator/contract";
import { hubCacheDirectory, hubDirectories } from "../hub-directories.ts";
import { hubAccess } from "./hub-access.ts";
import { existingFolders } from "./hub-folders.ts";
import { listLocalModels, servedNow } from "./list-local-models.ts";
import { notHere, type LocalModelsWorld } from "./local-models-world.ts";
import { prepareOllamaPull, prepareOllamaRemoval } from "./ollama-models.ts";
import { measurePull, pullRepository } from "./pull-repository.ts";
import { readHub, type HubRepository } from "./read-hub.ts";
import { readHubListing } from "./read-hub-listing.ts";
import { RECOMMENDED_MODELS } from "./recommended-models-table.ts";
import { findHubLeftovers, freedByRemoval, removeLeftovers, removeRepository } from "./remove-from-hub.ts";
import { repositoryFolder } from "./repository-name.ts";
import { resolveLocalName, type LocalName } from "./resolve-local-name.ts";

/** Models on this machine over Hugging Face's caches and the local servers. Nothing is fetched but by a prepared pull's `run`. */
export function createLocalModels(world: LocalModelsWorld): LocalModels {
  const hubs = (): Promise<readonly string[]> => existingFolders(hubDirectories(world));
  return {
    list: async ({ signal } = {}) =>
      listLocalModels({
        hubs: await hubs(),
        servers: await world.servers(signal),
        known: world.catalogue().all(),
        fetch: world.fetch,
      }),
    preparePulls: async (names, { recommended = false, signal }) => {
      requireOnline(world);
      const wanted = [...names, ...(recommended ? RECOMMENDED_MODELS.map(({ name }) => name) : [])];
      const repositories = await repositoriesIn(await hubs());
      const onDisk = repositories.map(({ id }) => id);
      const resolved = wanted.map((name) => resolveLocalName(name, { catalogue: world.catalogue(), onDisk }));
      const unique = [...new Map(resolved.map((one) => [one.name, one])).values()];
      const pulls: PreparedPull[] = [];
      for (const one of unique) pulls.push(await preparePull(one, { world, signal }));
      await requireRoom(pulls, world);
      return pulls;
    },
    prepareRemoval: async (name, { signal } = {}) => {
      const repositories = await repositoriesIn(await hubs());
      const onDisk = repositories.map(({ id }) => id);
      const resolved = resolveLocalName(name, { catalogue: world.catalogue(), onDisk });
      return resolved.kind === "ollama"
        ? prepareOllamaRemoval(resolved, { world, signal })
        : prepareRepositoryRemoval(resolved, { repositories, world, signal });
    },
    prepareClean: async () => {
      const folders = await hubs();
      const { leftovers, leftAlone } = await findHubLeftovers(folders, world.now());
      const run = (): Promise<number> => removeLeftovers(leftovers, { hubs: folders, now: world.now() });
      return { leftovers: leftovers.map(({ paths: _paths, ...leftover }) => leftover), leftAlone, run };
    },
  };
}

interface Preparing {
  readonly world: LocalModelsWorld;
  readonly signal: AbortSignal;
}

function preparePull(resolved: LocalName, preparing: Preparing): Promise<PreparedPull> {
  return resolved.kind === "ollama" ? prepareOllamaPull(resolved, preparing) : prepareHubPull(resolved, preparing);
}

async function prepareHubPull(
  { name, repository }: Extract<LocalName, { kind: "repository" }>,
  { world, signal }: Preparing,
): Promise<PreparedPull> {
  const access = hubAccess(world.fetch, world.env);
  const hub = hubCacheDirectory(world);
  const listing = await readHubListing(repository, { access, signal });
  const { size, remaining } = await measurePull({ hub, listing });
  const isForMlx = /mlx/i.test(`${name} ${repository}`);
  const runsHere = world.platform === "darwin" && world.arch === "arm64";
  const notes =
    isForMlx && !runsHere
      ? [`MLX models run on Apple Silicon only; on this machine (${world.platform} ${world.arch}) ${name} will not.`]
      : [];
  return {
    name,
    provider: "hugging-face",
    id: repository,
    size,
    remaining,
    place: path.join(hub, repositoryFolder(repository)),
    notes,
    run: (options) => pullRepository({ hub, listing, access, world: world.download }, options),
  };
}

async function prepareRepositoryRemoval(
  { name, repository }: Extract<LocalName, { kind: "repository" }>,
  {
    repositories,
    world,
    signal,
  }: {
    readonly repositories: readonly HubRepository[];
    readonly world: LocalModelsWorld;
    readonly signal: AbortSignal | undefined;
  },
): ReturnType<LocalModels["prepareRemoval"]> {
  const found = repositories.filter(({ id }) => id === repository);
  if (found.length === 0) throw notHere(name);
  const servers = await servedNow(await world.servers(signal), world.fetch);
  const isServed = servers.some(
    ({ provider, models }) => provider === "mlx" && models.some(({ id }) => id === repository),
  );
  return {
    name,
    id: repository,
    places: found.map(({ folder }) => folder),
    size: found.reduce((sum, one) => sum + freedByRemoval(one), 0),
    notes: [
      ...(isServed ? ["An MLX server offers it now, and may still be using it."] : []),
      ...found.flatMap(({ strange }) => strange.map((file) => `${file} is not of the layout we know and stays.`)),
    ],
    run: async () => {
      for (const one of found) await removeRepository(one);
    },
  };
}

async function repositoriesIn(hubs: readonly string[]): Promise<readonly HubRepository[]> {
  return (await Promise.all(hubs.map(readHub))).flatMap(({ repositories }) => repositories);
}

function requireOnline({ offline }: LocalModelsWorld): void {
  if (offline !== undefined)
    throw new OrchestratorError("blocked_by_policy", `Nothing is fetched: ${offline}.`, {
      suggestion: "Take that away to download.",
    });
}

/** Ollama's own folder may be on any disk, so only what we write ourselves is counted. */
async function requireRoom(pulls: readonly PreparedPull[], world: LocalModelsWorld): Promise<void> {
  const needed = pulls.reduce((sum, pull) => sum + (pull.provider === "ollama" ? 0 : (pull.remaining ?? 0)), 0);
  if (needed === 0) return;
  const hub = hubCacheDirectory(world);
  const free = await world.freeBytes(hub);
  if (needed > free)
    throw new OrchestratorError(
      "storage",
      `There is no room: ${inGigabytes(needed)} are to be fetched, and ${hub} has ${inGigabytes(free)} left.`,
      { suggestion: "Make room, e.g. with aio models clean, or set HF_HUB_CACHE to a folder on another disk." },
    );
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
