import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCachedMlxModels } from "./find-cached-mlx-models.ts";
import { createMlxWorld } from "./fixtures/mlx-world.ts";
import { hubDirectories } from "./hub-directories.ts";

describe("hubDirectories", () => {
  it("looks where the variables say first, then where macOS and the default put it", () => {
    const env = { HF_HUB_CACHE: "/hub", HF_HOME: "~/hf" };
    expect(hubDirectories({ home: "/home/me", env })).toEqual([
      "/hub",
      "/home/me/hf/hub",
      "/home/me/Library/Caches/huggingface/hub",
      "/home/me/.cache/huggingface/hub",
    ]);
    expect(
      hubDirectories({ home: "/home/me", env: { HF_HOME: "/home/me/.cache/huggingface", HF_HUB_CACHE: "" } }),
    ).toEqual(["/home/me/.cache/huggingface/hub", "/home/me/Library/Caches/huggingface/hub"]);
  });
});

// Windows lets only some users make the links a cache is built of.
describe.skipIf(process.platform === "win32")("findCachedMlxModels", () => {
  it("finds whole models with what their configuration says", async () => {
    await using world = await createMlxWorld();
    const snapshot = await world.addModel("mlx-community/Qwen3-4B-Instruct-2507-4bit");
    await world.addModel("mlx-community/Qwen3-VL-4B-Instruct-4bit", {
      config: { vision_config: {}, text_config: { max_position_embeddings: 128000 } },
      processor: true,
      shards: ["a.safetensors", "b.safetensors"],
    });
    const found = await findCachedMlxModels([world.hub]);
    expect(found.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: "mlx-community/Qwen3-4B-Instruct-2507-4bit", snapshot, size: 7000, contextWindow: 262144, vision: false },
      {
        id: "mlx-community/Qwen3-VL-4B-Instruct-4bit",
        snapshot: expect.stringContaining("Qwen3-VL"),
        size: 14000,
        contextWindow: 128000,
        vision: true,
      },
    ]);
  });

  it("leaves out what MLX cannot load without the network", async () => {
    await using world = await createMlxWorld();
    await world.addModel("mlx-community/broken-off", { shards: ["a.safetensors"], missing: ["b.safetensors"] });
    await world.addModel("mlx-community/dangling", { shards: ["a.safetensors"], dangling: ["b.safetensors"] });
    await world.addModel("mlx-community/no-weights", { shards: [] });
    await world.addModel("mlx-community/bad-config", { config: '{"max_position' });
    await world.addModel("meta-llama/Llama-3.1-8B", { config: { max_position_embeddings: 131072 } });
    await world.addModel("Qwen/Qwen3-AWQ", { config: { quantization_config: { bits: 4 } } });
    expect(await findCachedMlxModels([world.hub, path.join(world.home, "nowhere")])).toEqual([]);
  });

  it("takes a model from the first cache that has it, and an earlier snapshot where the newest is broken", async () => {
    await using world = await createMlxWorld();
    const other = path.join(world.home, "other");
    const first = await world.addModel("mlx-community/both", { hub: other });
    await world.addModel("mlx-community/both");
    const good = await world.addModel("mlx-community/twice", { revision: "old" });
    await world.addModel("mlx-community/twice", { revision: "new", shards: [] });
    const found = await findCachedMlxModels([other, world.hub]);
    expect(found.map(({ snapshot }) => snapshot).toSorted()).toEqual([first, good].toSorted());
  });
});
