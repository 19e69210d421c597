import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { countOf, fieldsOf, type Fields } from "./read-fields.ts";
import type { ServedModel } from "./to-local-model.ts";

/** A model on disk that MLX can load without the network. */
export interface CachedMlxModel extends ServedModel {
  /** The snapshot's folder: what a server is started with. */
  readonly snapshot: string;
  /** Bytes of its weights. */
  readonly size: number;
  /** Needs `mlx_vlm`, not `mlx_lm`. */
  readonly vision: boolean;
}

/**
 * Whole MLX models in the given Hugging Face caches: newest snapshot of each repository that holds all its
 * `*.safetensors` shards. A download that broke off does not count, since loading it would go to the network.
 */
export async function findCachedMlxModels(hubs: readonly string[]): Promise<readonly CachedMlxModel[]> {
  const found = new Map<string, CachedMlxModel>();
  for (const hub of hubs) {
    const repositories = (await namesIn(hub)).filter((name) => name.startsWith("models--"));
    const models = await Promise.all(
      repositories.map((name) =>
        readRepository(path.join(hub, name), name.slice("models--".length).replaceAll("--", "/")),
      ),
    );
    for (const model of models) if (model !== undefined && !found.has(model.id)) found.set(model.id, model);
  }
  return [...found.values()];
}

async function readRepository(directory: string, id: string): Promise<CachedMlxModel | undefined> {
  const snapshots = path.join(directory, "snapshots");
  const dated = await Promise.all(
    (await namesIn(snapshots)).map(async (name) => ({
      folder: path.join(snapshots, name),
      at: (await stat(path.join(snapshots, name))).mtimeMs,
    })),
  );
  for (const { folder } of dated.toSorted((a, b) => b.at - a.at)) {
    const model = await readSnapshot(folder, id);
    if (model !== undefined) return model;
  }
  return undefined;
}

async function readSnapshot(snapshot: string, id: string): Promise<CachedMlxModel | undefined> {
  const names = await namesIn(snapshot);
  const config = await readJson(path.join(snapshot, "config.json"));
  const shards = names.filter((name) => name.endsWith(".safetensors"));
  if (config === undefined || shards.length === 0 || !isForMlx(id, config)) return undefined;
  const index = fieldsOf((await readJson(path.join(snapshot, "model.safetensors.index.json")))?.["weight_map"]);
  if (Object.values(index).some((shard) => typeof shard !== "string" || !names.includes(shard))) return undefined;
  const sizes = await Promise.all(shards.map((name) => sizeOf(path.join(snapshot, name))));
  // A shard is a link into `blobs`; one that points nowhere was never downloaded.
  if (sizes.includes(undefined)) return undefined;
  return {
    id,
    snapshot,
    size: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    contextWindow:
      countOf(config["max_position_embeddings"]) ?? countOf(fieldsOf(config["text_config"])["max_position_embeddings"]),
    vision:
      config["vision_config"] !== undefined &&
      names.some((name) => name === "processor_config.json" || name === "preprocessor_config.json"),
  };
}

/** MLX writes its own quantization block; PyTorch repositories of the same shape lie in the same cache. */
function isForMlx(id: string, config: Fields): boolean {
  return (
    /mlx/i.test(id) ||
    (fieldsOf(config["quantization"])["group_size"] !== undefined &&
      fieldsOf(config["quantization"])["bits"] !== undefined)
  );
}

async function readJson(file: string): Promise<Fields | undefined> {
  try {
    return fieldsOf(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined; // not there or not whole: the snapshot is judged without it
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []); // a cache that does not exist holds nothing
}
