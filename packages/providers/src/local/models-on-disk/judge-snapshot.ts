import { readFile } from "node:fs/promises";
import path from "node:path";
import { fieldsOf } from "../read-fields.ts";
import type { HubSnapshot } from "./read-hub.ts";

const WEIGHTS = /\.(?:safetensors|bin|gguf|npz|pt|pth|onnx|msgpack|h5)$/i;
/** A model runs without these, and some tools do not fetch them. */
const BESIDE_THE_MODEL =
  /(?:^|\/)(?:\.git[\w]*|license[\w.-]*|notice[\w.-]*)$|\.(?:md|png|jpe?g|gif|webp|svg|pdf|mp4|mp3|wav)$/i;

/** True for a file that holds parameters. */
export function isWeights(file: string): boolean {
  return WEIGHTS.test(file);
}

/**
 * What a snapshot lacks before a program can load it without the network; undefined where it is whole. Judged by
 * links that lead nowhere, the index of its shards, and the listing of its commit where one was kept. Of several
 * formats of the same weights one is enough.
 */
export async function missingFrom(snapshot: HubSnapshot): Promise<string | undefined> {
  const present = new Set(snapshot.files.filter(({ size }) => size !== undefined).map((file) => file.path));
  const named = [...(snapshot.listing ?? []), ...(await shardsOf(snapshot, present)), ...present];
  const wanted = new Set(needed(named));
  for (const file of snapshot.files) wanted.add(file.path);
  const missing = [...wanted].filter((file) => !present.has(file));
  if (missing.length > 0)
    return missing.length === 1 ? `${missing[0]} is missing` : `${missing.length} of ${wanted.size} files are missing`;
  return [...present].some(isWeights) ? undefined : "its weights are missing";
}

function needed(files: readonly string[]): readonly string[] {
  const hasSafetensors = files.some((file) => file.endsWith(".safetensors"));
  return files.filter(
    (file) => !BESIDE_THE_MODEL.test(file) && !(hasSafetensors && isWeights(file) && !file.endsWith(".safetensors")),
  );
}

/** Shards named by `model.safetensors.index.json` and its like. */
async function shardsOf({ folder }: HubSnapshot, present: ReadonlySet<string>): Promise<readonly string[]> {
  const indexes = [...present].filter((file) => file.endsWith(".index.json"));
  const shards = await Promise.all(
    indexes.map(async (index) => {
      const weights = fieldsOf(fieldsOf(await readJson(path.join(folder, index)))["weight_map"]);
      return [...new Set(Object.values(weights))].map((shard) =>
        path.posix.join(path.posix.dirname(index), String(shard)),
      );
    }),
  );
  return shards.flat();
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined; // an index nobody can read names no shards
  }
}
