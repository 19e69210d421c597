import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelSchema } from "../catalogue/model-schema.ts";
import { createCatalogue, shippedCatalogue } from "../catalogue/index.ts";
import { discoverLocalModels } from "./discover-local-models.ts";
import {
  LLAMACPP_MODELS,
  LLAMACPP_PROPS,
  LLAMACPP_ROUTER,
  LMSTUDIO_V0,
  LMSTUDIO_V1,
  MLX_MODELS,
  OLLAMA_PS,
  OLLAMA_SHOW,
  OLLAMA_TAGS,
} from "./fixtures/local-server-answers.ts";
import { createMlxWorld } from "./fixtures/mlx-world.ts";
import { serveJson, type JsonServer } from "./fixtures/serve-json.ts";

const NOW = Date.parse("2026-11-25T00:00:00Z");
/** Nothing listens there: discovery must not find what happens to run on the developer's machine. */
const NOWHERE = "http://127.0.0.1:9/v1";
const nowhere = { ollama: NOWHERE, lmstudio: NOWHERE, llamacpp: NOWHERE, mlx: NOWHERE };
const discover = (baseUrls: Record<string, string>, more: Partial<Parameters<typeof discoverLocalModels>[0]> = {}) =>
  discoverLocalModels({ fetch, baseUrls: { ...nowhere, ...baseUrls }, now: NOW, ...more });
const ollama = (): Promise<JsonServer> =>
  serveJson({
    "/api/tags": OLLAMA_TAGS,
    "/api/ps": OLLAMA_PS,
    "POST /api/show": (_request: unknown, response: ServerResponse, body: string) =>
      response.end(JSON.stringify(OLLAMA_SHOW[JSON.parse(body).model])),
  });

describe("discoverLocalModels", () => {
  it("finds nothing where nothing listens", async () => {
    expect(await discover({})).toEqual([]);
  });

  it("lists Ollama's models with what it says of each", async () => {
    await using server = await ollama();
    const [found, ...others] = await discover({ ollama: server.baseUrl });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ provider: "ollama", baseUrl: server.baseUrl });
    expect(
      found!.models.map(({ key, contextWindow, tier, tools, reasoning, input, kind }) => [
        key,
        contextWindow,
        tier,
        tools,
        reasoning,
        input.join("+"),
        kind,
      ]),
    ).toEqual([
      ["ollama/llama3.2", 131072, "small", true, false, "text", undefined],
      ["ollama/gemma4:27b", 16384, "medium", true, true, "text+image", undefined],
      ["ollama/nomic-embed-text", 2048, "small", false, false, "text", "embedding"],
      ["ollama/gpt-oss:120b-cloud", 131072, "large", true, true, "text", undefined],
    ]);
    expect(found!.models[0]).toMatchObject({
      id: "llama3.2:latest",
      aliases: ["llama3.2"],
      local: true,
      prices: [{ input: 0, output: 0 }],
      asOf: "2026-11-25",
    });
  });

  it("does not call a model local that Ollama only passes on", async () => {
    await using server = await ollama();
    const [found] = await discover({ ollama: server.baseUrl });
    expect(found!.models.find(({ id }) => id === "gpt-oss:120b-cloud")).toMatchObject({
      local: false,
      openWeights: false,
      prices: [],
    });
  });

  it("calls nothing local or free that a server is said to pass on", async () => {
    await using server = await ollama();
    const [found] = await discover({ ollama: server.baseUrl }, { passingOn: new Set(["ollama"]) });
    expect(found!.models.length).toBeGreaterThan(0);
    for (const model of found!.models) expect(model).toMatchObject({ local: false, openWeights: false, prices: [] });
  });

  it("lists Ollama's models by their names alone where it tells no more", async () => {
    await using server = await serveJson({
      "/api/tags": { models: [{ name: "deepseek-r1:70b" }, { name: "qwen2.5vl:7b" }, {}, null] },
    });
    const [found] = await discover({ ollama: server.baseUrl });
    expect(
      found!.models.map(({ key, tier, reasoning, contextWindow }) => [key, tier, reasoning, contextWindow]),
    ).toEqual([
      ["ollama/deepseek-r1:70b", "large", true, 8192],
      ["ollama/qwen2.5vl:7b", "small", false, 8192],
    ]);
  });

  it("lists LM Studio's models by either of its interfaces", async () => {
    await using current = await serveJson({ "/api/v1/models": LMSTUDIO_V1 });
    await using earlier = await serveJson({ "/api/v0/models": LMSTUDIO_V0 });
    const show = async (server: JsonServer) =>
      (await discover({ lmstudio: server.baseUrl }))[0]!.models.map(
        ({ key, name, contextWindow, tools, reasoning, input, kind }) => [
          key,
          name,
          contextWindow,
          tools,
          reasoning,
          input.join("+"),
          kind,
        ],
      );
    expect(await show(current)).toEqual([
      ["lmstudio/qwen/qwen3.5-9b", "Qwen3.5 9B", 4096, true, true, "text+image", undefined],
      ["lmstudio/google/gemma-3-4b", "Gemma 3 4B", 131072, false, false, "text+image", undefined],
      [
        "lmstudio/text-embedding-nomic-embed-text-v1.5",
        "Nomic Embed Text v1.5",
        2048,
        false,
        false,
        "text",
        "embedding",
      ],
    ]);
    expect(await show(earlier)).toEqual([
      ["lmstudio/qwen2.5-vl-7b-instruct", "qwen2.5-vl-7b-instruct", 32768, true, false, "text+image", undefined],
      ["lmstudio/meta-llama-3.1-70b-instruct", "meta-llama-3.1-70b-instruct", 8192, true, false, "text", undefined],
      [
        "lmstudio/text-embedding-nomic-embed-text-v1.5",
        "text-embedding-nomic-embed-text-v1.5",
        2048,
        false,
        false,
        "text",
        "embedding",
      ],
    ]);
  });

  it("tells llama.cpp and MLX apart on the same port", async () => {
    await using llama = await serveJson({
      "/health": { status: "ok" },
      "/props": LLAMACPP_PROPS,
      "/v1/models": LLAMACPP_MODELS,
    });
    await using mlx = await serveJson({ "/health": { status: "ok" }, "/v1/models": MLX_MODELS });
    const first = await discover({ llamacpp: llama.baseUrl, mlx: llama.baseUrl });
    expect(first.map(({ provider }) => provider)).toEqual(["llamacpp"]);
    expect(first[0]!.models).toMatchObject([
      {
        key: "llamacpp/unsloth/qwen3.6-35b-a3b-gguf",
        contextWindow: 65536,
        tier: "medium",
        tools: true,
        input: ["text", "image"],
        local: true,
      },
    ]);
    const second = await discover({ llamacpp: mlx.baseUrl, mlx: mlx.baseUrl });
    expect(second.map(({ provider }) => provider)).toEqual(["mlx"]);
  });

  it("lists all models of a llama.cpp router, each by its own facts", async () => {
    const data = [
      { id: "ggml-org/gemma-3-4b-it-GGUF:Q4_K_M", status: { value: "unloaded" } },
      { id: "/models/Mistral-Small-24B.gguf", meta: { n_ctx_train: 32768, n_params: 24e9 } },
    ];
    await using server = await serveJson({ "/props": LLAMACPP_ROUTER, "/v1/models": { data } });
    const [found] = await discover({ llamacpp: server.baseUrl });
    expect(found!.models.map(({ key, contextWindow, tier }) => [key, contextWindow, tier])).toEqual([
      ["llamacpp/ggml-org/gemma-3-4b-it-gguf:q4_k_m", 8192, "small"],
      ["llamacpp/mistral-small-24b", 32768, "medium"],
    ]);
  });

  it("gives a known model's own key to what an MLX server offers", async () => {
    await using server = await serveJson({ "/health": { status: "healthy" }, "/v1/models": MLX_MODELS });
    const [found] = await discover({ mlx: server.baseUrl }, { known: shippedCatalogue.models });
    expect(
      found!.models.map(({ key, tier, reasoning, contextWindow }) => [key, tier, reasoning, contextWindow]),
    ).toEqual([
      ["mlx-qwen3-4b", "small", false, 262144],
      ["mlx/mlx-community/qwq-32b-4bit", "medium", true, 8192],
    ]);
    const catalogue = createCatalogue({ models: shippedCatalogue.models, discovered: found!.models });
    expect(catalogue.all()).toHaveLength(shippedCatalogue.models.length + 1);
    expect(catalogue.resolve("mlx-qwen3-4b").model).toBe(found!.models[0]);
    expect(catalogue.resolve("mlx-community/QwQ-32B-4bit").model.key).toBe("mlx/mlx-community/qwq-32b-4bit");
  });

  it.skipIf(process.platform === "win32")("adds the MLX models on disk where a server could be started", async () => {
    await using world = await createMlxWorld();
    await world.addModel("mlx-community/Qwen3-4B-Instruct-2507-4bit");
    await world.addModel("mlx-community/gpt-oss-20b-MXFP4-Q8");
    const options = { known: shippedCatalogue.models, mlxHubs: [world.hub] };
    const [found, ...others] = await discover({}, options);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ provider: "mlx" });
    expect(found!.models.map(({ key, local }) => [key, local]).toSorted()).toEqual([
      ["mlx-gpt-oss-20b", true],
      ["mlx-qwen3-4b", true],
    ]);
    await using server = await serveJson({ "/health": { status: "ok" }, "/v1/models": MLX_MODELS });
    const [both] = await discover({ mlx: server.baseUrl }, options);
    expect(both).toMatchObject({ provider: "mlx", baseUrl: server.baseUrl });
    expect(both!.models.map(({ key }) => key)).toEqual([
      "mlx-qwen3-4b",
      "mlx/mlx-community/qwq-32b-4bit",
      "mlx-gpt-oss-20b",
    ]);
  });

  it("lists a user's own endpoint by its name", async () => {
    await using server = await serveJson({ "/v1/models": { data: [{ id: "my-model", max_model_len: 40960 }] } });
    await using other = await serveJson({ "/models": { data: [{ id: "bare" }] } });
    const found = await discover({ vllm: server.baseUrl, bare: other.origin });
    expect(
      found.map(({ provider, models }) => [provider, models[0]?.key, models[0]?.contextWindow, models[0]?.local]),
    ).toEqual([
      ["vllm", "vllm/my-model", 40960, true],
      ["bare", "bare/bare", 8192, true],
    ]);
  });

  it("finds the model list of an independent server nobody here wrote", async () => {
    const mock = new LLMock({ port: 0 });
    await mock.start();
    try {
      const found = await discover({ mine: `${mock.url}/v1` });
      expect(found[0]!.models.map(({ id }) => id)).toContain("gpt-4o");
      expect((await discover({ ollama: `${mock.url}/v1` }))[0]?.provider).toBe("ollama");
    } finally {
      await mock.stop();
    }
  });

  it("sends the headers of a server that wants a token", async () => {
    const seen: unknown[] = [];
    await using server = await serveJson({
      "/api/v1/models": (request: IncomingMessage, response: ServerResponse) => (
        seen.push(request.headers["authorization"]),
        response.end(JSON.stringify(LMSTUDIO_V1))
      ),
    });
    await discover({ lmstudio: server.baseUrl }, { headers: { lmstudio: { authorization: "Bearer lm-token" } } });
    expect(seen).toEqual(["Bearer lm-token"]);
  });
});

describe("discovery asks this machine only", () => {
  it("makes no request to an address that is not loopback", async () => {
    const asked: string[] = [];
    const watching: typeof fetch = (input) => (
      asked.push(String(input)),
      Promise.reject(new TypeError("fetch failed"))
    );
    const found = await discoverLocalModels({
      fetch: watching,
      now: NOW,
      baseUrls: {
        ollama: "http://192.168.1.5:11434/v1",
        lmstudio: "https://ollama.com/v1",
        llamacpp: "http://localhost.evil.example/v1",
        mlx: "http://127.0.0.1.evil.example/v1",
        mine: "https://api.openai.com/v1",
        odd: "not a url",
        file: "file:///etc/passwd",
      },
    });
    expect(found).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("does not follow a redirect away", async () => {
    await using far = await serveJson({ "/api/tags": OLLAMA_TAGS });
    await using server = await serveJson({
      "/api/tags": (_request: unknown, response: ServerResponse) =>
        response.writeHead(302, { location: `${far.origin}/api/tags` }).end(),
    });
    expect(await discover({ ollama: server.baseUrl })).toEqual([]);
    expect(far.requests).toEqual([]);
  });
});

describe("discovery is not held up or broken by what answers", () => {
  it("gives up on a server that accepts and says nothing", async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(mute.address() as AddressInfo).port}/v1`;
    expect(await discover({ ollama: baseUrl, lmstudio: baseUrl, mine: baseUrl }, { timeoutMs: 100 })).toEqual([]);
    mute.close();
  });

  it.each([
    ["HTML", "<html></html>"],
    ["null", "null"],
    ["a number", "7"],
    ["an array", "[]"],
    ["half an object", '{"models":[{"name":"a"'],
    [
      "names that are no names",
      JSON.stringify({ models: [{ name: 5 }, { name: "" }, { name: "a\u001b[2Jb" }, { name: "x".repeat(5000) }] }),
    ],
  ])("treats %s as no models", async (_name, body) => {
    const answer = (_request: unknown, response: ServerResponse): void => void response.end(body);
    await using server = await serveJson({
      "/api/tags": answer,
      "/api/v1/models": answer,
      "/api/v0/models": answer,
      "/props": answer,
      "/health": answer,
      "/v1/models": answer,
    });
    const found = await discover({
      ollama: server.baseUrl,
      lmstudio: server.baseUrl,
      llamacpp: server.baseUrl,
      mlx: server.baseUrl,
      mine: server.baseUrl,
    });
    expect(found.flatMap(({ models }) => models)).toEqual([]);
  });

  it("throws only when told to stop", async () => {
    await using server = await serveJson({ "/api/tags": () => undefined });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(
      discover({ ollama: server.baseUrl }, { signal: controller.signal, timeoutMs: 5000 }),
    ).rejects.toMatchObject({ name: "AbortError" });
  });

  it("makes valid catalogue entries of any listing", async () => {
    const listing = fc.array(
      fc.record(
        {
          id: fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[A-Za-z0-9._/:-]{1,60}$/)),
          max_model_len: fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.constant("8k")),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 5 },
    );
    let data: unknown = [];
    await using server = await serveJson({
      "/v1/models": (_request: unknown, response: ServerResponse) => response.end(JSON.stringify({ data })),
    });
    await fc.assert(
      fc.asyncProperty(listing, async (value) => {
        data = value;
        const [found] = await discover({ mine: server.baseUrl });
        for (const model of found!.models) expect(model.contextWindow).toBeGreaterThan(0);
        const orderly = found!.models.filter(({ id }) => /^[A-Za-z0-9][\w./:-]*$/.test(id));
        for (const model of orderly) modelSchema.parse(model);
      }),
      { numRuns: 60 },
    );
  });
});
