import type { IncomingMessage, ServerResponse } from "node:http";
import type { PullProgress } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { discoverLocalModels, type LocalServer } from "../discover-local-models.ts";
import {
  LLAMACPP_MODELS,
  LLAMACPP_PROPS,
  LMSTUDIO_V1,
  MLX_MODELS,
  OLLAMA_TAGS,
} from "../fixtures/local-server-answers.ts";
import { serveJson, type JsonServer } from "../fixtures/serve-json.ts";
import { createDiskWorld, mlxRepository } from "./fixtures/disk-world.ts";

const never = new AbortController().signal;
const MANIFEST = {
  config: { size: 500 },
  layers: [
    { digest: "sha256:a", size: 1000 },
    { digest: "sha256:b", size: 200 },
  ],
};
type Answers = Parameters<typeof serveJson>[0];

const lines =
  (...events: readonly unknown[]): Answers[string] =>
  (_request: IncomingMessage, response: ServerResponse) =>
    response.end(`${events.map((event) => JSON.stringify(event)).join("\n")}\n`);
const PULLED = lines(
  { status: "pulling manifest" },
  { status: "pulling a", digest: "sha256:a", total: 1000 },
  { status: "pulling a", digest: "sha256:a", total: 1000, completed: 600 },
  { status: "pulling b", digest: "sha256:b", total: 200, completed: 200 },
  { status: "pulling a", digest: "sha256:a", total: 1000, completed: 1000 },
  { status: "verifying sha256 digest" },
  { status: "success" },
);

/** An Ollama that answers, beside a registry, both on loopback. */
async function ollamaWith(answers: Answers): Promise<JsonServer> {
  return serveJson({ "/api/tags": OLLAMA_TAGS, "/v2/library/tiny/manifests/1b": MANIFEST, ...answers });
}

async function found(server: JsonServer, provider = "ollama"): Promise<readonly LocalServer[]> {
  const nowhere = "http://127.0.0.1:9/v1";
  const baseUrls = { ollama: nowhere, lmstudio: nowhere, llamacpp: nowhere, mlx: nowhere, [provider]: server.baseUrl };
  return discoverLocalModels({ fetch, baseUrls, now: Date.now() });
}

describe("pulling with Ollama", () => {
  it("shows the size from the registry, then Ollama's own progress over all layers", async () => {
    await using server = await ollamaWith({ "POST /api/pull": PULLED });
    await using world = await createDiskWorld(await found(server));
    const models = world.with({ env: { AIO_OLLAMA_REGISTRY_URL: server.origin } });
    const [pull] = await models.preparePulls(["ollama/tiny:1b"], { signal: never });
    expect(pull).toMatchObject({ name: "ollama/tiny:1b", provider: "ollama", size: 1700, place: server.origin });
    expect(server.requests.some((line) => line.includes("/api/pull"))).toBe(false);
    const seen: PullProgress[] = [];
    await pull!.run({ signal: never, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { done: 0, total: 1700, phase: "pulling manifest" },
      { done: 0, total: 1700 },
      { done: 600, total: 1700 },
      { done: 800, total: 1700 },
      { done: 1200, total: 1700 },
      { done: 1200, total: 1700, phase: "verifying sha256 digest" },
      { done: 1200, total: 1700, phase: "success" },
    ]);
  });

  it("tells an unknown model before asking, where the registry is reached, and else from what Ollama says", async () => {
    await using server = await ollamaWith({
      "POST /api/pull": lines({ status: "pulling manifest" }, { error: "pull model manifest: file does not exist" }),
    });
    await using world = await createDiskWorld(await found(server));
    const models = world.with({ env: { AIO_OLLAMA_REGISTRY_URL: server.origin } });
    await expect(models.preparePulls(["ollama/tinny:1b"], { signal: never })).rejects.toMatchObject({
      code: "unknown_model",
    });
    const offLine = world.with({ env: { AIO_OLLAMA_REGISTRY_URL: "http://127.0.0.1:9" } });
    const [pull] = await offLine.preparePulls(["ollama/tinny:1b"], { signal: never });
    expect(pull!.size).toBeUndefined();
    expect(pull!.notes).toHaveLength(1);
    await expect(pull!.run({ signal: never, onProgress: () => {} })).rejects.toMatchObject({ code: "unknown_model" });
  });

  it.each([
    ["breaks off", lines({ status: "pulling a", digest: "sha256:a", total: 9, completed: 3 }), "network"],
    ["fails", lines({ error: "max retries exceeded" }), "server"],
    [
      "fails with a status",
      (_: unknown, response: ServerResponse) => response.writeHead(500).end('{"error":"x"}'),
      "server",
    ],
    ["talks nonsense", (_: unknown, response: ServerResponse) => response.end("<html>"), "network"],
  ])("says when Ollama %s", async (_what, answer, code) => {
    await using server = await ollamaWith({ "POST /api/pull": answer as Answers[string] });
    await using world = await createDiskWorld(await found(server));
    const models = world.with({ env: { AIO_OLLAMA_REGISTRY_URL: server.origin } });
    const [pull] = await models.preparePulls(["ollama/tiny:1b"], { signal: never });
    await expect(pull!.run({ signal: never, onProgress: () => {} })).rejects.toMatchObject({ code });
  });

  it("closes the connection when cancelled, so that Ollama stops", async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await ollamaWith({
      "POST /api/pull": (_request: IncomingMessage, response: ServerResponse) => {
        response.on("close", () => closed.resolve());
        response.write('{"status":"pulling a","digest":"sha256:a","total":9,"completed":3}\n');
      },
    });
    await using world = await createDiskWorld(await found(server));
    const models = world.with({ env: { AIO_OLLAMA_REGISTRY_URL: server.origin } });
    const [pull] = await models.preparePulls(["ollama/tiny:1b"], { signal: never });
    const cancel = new AbortController();
    await expect(pull!.run({ signal: cancel.signal, onProgress: () => cancel.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    await closed.promise;
  });

  it("is not for an Ollama that does not run, or runs elsewhere", async () => {
    await using world = await createDiskWorld();
    await expect(world.models.preparePulls(["ollama/tiny"], { signal: never })).rejects.toMatchObject({
      code: "network",
      suggestion: "Start it: ollama serve",
    });
    const away = world.with({ ollamaUrl: () => "http://192.168.1.5:11434/v1" });
    await expect(away.preparePulls(["ollama/tiny"], { signal: never })).rejects.toMatchObject({ code: "unsupported" });
    await expect(away.prepareRemoval("ollama/tiny")).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("models that servers keep", () => {
  it("are removed by Ollama", async () => {
    const deleted: string[] = [];
    await using server = await ollamaWith({
      "DELETE /api/delete": (_request: unknown, response: ServerResponse, body: string) => (
        deleted.push(body),
        response.end()
      ),
    });
    await using world = await createDiskWorld(await found(server));
    const removal = await world.models.prepareRemoval("ollama/llama3.2");
    expect(removal).toMatchObject({ id: "llama3.2:latest", size: 2019393189 });
    await removal.run(never);
    expect(deleted).toEqual(['{"model":"llama3.2:latest"}']);
    await expect(world.models.prepareRemoval("ollama/absent")).rejects.toMatchObject({ code: "not_found" });
  });

  it("are listed with the sizes that servers tell, remote ones left out", async () => {
    const listed = async (provider: string, answers: Answers): Promise<unknown> => {
      await using server = await serveJson(answers);
      await using world = await createDiskWorld(await found(server, provider));
      const { models } = await world.models.list();
      expect(models.every(({ served, complete, place }) => served && complete && place === server.baseUrl)).toBe(true);
      return models.map(({ name, size }) => [name, size]);
    };
    expect(await listed("ollama", { "/api/tags": OLLAMA_TAGS })).toEqual([
      ["ollama/llama3.2", 2019393189],
      ["ollama/gemma4:27b", 17000000000],
      ["ollama/nomic-embed-text", 274302450],
    ]);
    expect(await listed("lmstudio", { "/api/v1/models": LMSTUDIO_V1 })).toEqual([
      ["lmstudio/qwen/qwen3.5-9b", 6548927017],
      ["lmstudio/google/gemma-3-4b", undefined],
      ["lmstudio/text-embedding-nomic-embed-text-v1.5", undefined],
    ]);
    expect(
      await listed("llamacpp", {
        "/health": { status: "ok" },
        "/props": LLAMACPP_PROPS,
        "/v1/models": LLAMACPP_MODELS,
      }),
    ).toEqual([["llamacpp/unsloth/qwen3.6-35b-a3b-gguf", 21166757888]]);
  });

  it.skipIf(process.platform === "win32")("count as served only while a server says so, also on the disk", async () => {
    await using server = await serveJson({ "/health": { status: "ok" }, "/v1/models": MLX_MODELS });
    const servers = await found(server, "mlx");
    await using world = await createDiskWorld(servers);
    const id = "mlx-community/Qwen3-4B-Instruct-2507-4bit";
    world.double.repositories[id] = mlxRepository();
    await world.pull("mlx-qwen3-4b");
    const rows = async (): Promise<unknown> =>
      (await world.models.list()).models.map(({ name, served, place }) => [name, served, place.startsWith("http")]);
    expect(await rows()).toEqual([
      ["mlx-qwen3-4b", true, false],
      ["mlx/mlx-community/qwq-32b-4bit", true, true],
    ]);
    expect((await world.models.prepareRemoval("mlx-qwen3-4b")).notes).toHaveLength(1);
    await server[Symbol.asyncDispose]();
    expect(await rows()).toEqual([["mlx-qwen3-4b", false, false]]);
  });
});
