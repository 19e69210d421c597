import { spawn } from "node:child_process";
import path from "node:path";
import type { Model, ModelCall, ModelEvent, ProviderClient } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "../catalogue/index.ts";
import { createProviderClient } from "../create-provider-client.ts";
import { createMlxClient } from "./create-mlx-client.ts";
import { freePort } from "./free-port.ts";
import { MLX_MODELS } from "./fixtures/local-server-answers.ts";
import { createMlxWorld, type MlxWorld } from "./fixtures/mlx-world.ts";
import { serveJson } from "./fixtures/serve-json.ts";
import { MlxRuntime, type MlxRuntimeOptions } from "./mlx-runtime.ts";

const qwen = shippedCatalogue.models.find(({ key }) => key === "mlx-qwen3-4b")!;
const vision = shippedCatalogue.models.find(({ key }) => key === "mlx-qwen3-vl-4b")!;
const never = new AbortController().signal;

/** Whatever runs on the developer's machine at MLX's own port is not asked. */
const awayFromDefault: typeof fetch = (input, init) =>
  String(input).includes(":8080/") ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init);
const runtimeIn = (world: MlxWorld, more: Partial<MlxRuntimeOptions> = {}): MlxRuntime =>
  new MlxRuntime({
    home: world.home,
    env: world.env,
    fetch: awayFromDefault,
    platform: "darwin",
    arch: "arm64",
    ...more,
  });

/** Echoes where it was asked, so that a test sees what reached the server. */
const echoAt =
  (asked: string[]) =>
  async (baseUrl: string): Promise<ProviderClient> => ({
    provider: "mlx",
    async *stream(call) {
      const served = (await (await fetch(`${baseUrl}/models`)).json()) as { data: { id: string }[] };
      asked.push(`${call.model.id}|${served.data[0]?.id}`);
      yield { type: "text-delta", id: "1", text: "hi" };
      yield {
        type: "finish",
        reason: "stop",
        usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
      };
    },
    verify: async () => {},
  });
const clientOf = (runtime: MlxRuntime, asked: string[] = []): ProviderClient =>
  createMlxClient({
    runtime,
    clientAt: echoAt(asked),
    known: shippedCatalogue.models,
    now: () => Date.parse("2026-11-25"),
  });
const call = (model: Model): ModelCall =>
  ({ model, messages: [{ role: "user", parts: [{ type: "text", text: "hello" }] }] }) as unknown as ModelCall;
const collect = async (stream: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> => Array.fromAsync(stream);
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === "win32")("an MLX server of ours", () => {
  it("is started from the model on disk, without the network, says so, and answers", async () => {
    await using world = await createMlxWorld();
    const snapshot = await world.addModel(qwen.id);
    await world.install("mlx_lm.server");
    const asked: string[] = [];
    {
      await using runtime = runtimeIn(world);
      const events = await collect(clientOf(runtime, asked).stream(call(qwen), { signal: never }));
      expect(events.map(({ type }) => type)).toEqual(["downloading", "text-delta", "finish"]);
      expect(events[0]).toMatchObject({
        message: expect.stringMatching(/^Loading Qwen3 4B \(MLX\) \(0\.0 GB, already on disk\)$/),
      });
      expect(asked).toEqual([`${snapshot}|${snapshot}`]);
      expect(await world.starts()).toMatchObject([
        { offline: "1", args: ["--model", snapshot, "--host", "127.0.0.1", "--port", expect.stringMatching(/^\d+$/)] },
      ]);
    }
    expect(isAlive((await world.starts())[0]!.pid)).toBe(false);
  });

  it("answers through the provider's own client, thoughts and usage included", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world);
    const clientAt = (baseUrl: string): Promise<ProviderClient> =>
      createProviderClient("mlx", {
        fetch,
        credential: async () => undefined,
        settings: () => ({ baseUrl }),
        env: {},
        now: () => 0,
      });
    const client = createMlxClient({ runtime, clientAt, known: [], now: () => 0 });
    const events = await collect(client.stream(call({ ...qwen, reasoning: true }), { signal: never }));
    const textOf = (type: "text-delta" | "reasoning-delta"): string =>
      events.flatMap((event) => (event.type === type ? [event.text] : [])).join("");
    expect(events[0]?.type).toBe("downloading");
    expect(textOf("reasoning-delta")).toBe("Let me think. ");
    expect(textOf("text-delta")).toBe("Hello from MLX");
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "stop", usage: { inputTokens: 9, outputTokens: 5 } });
  });

  it("serves several calls, one after another and at once", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world);
    const client = clientOf(runtime);
    await Promise.all([1, 2, 3].map(() => collect(client.stream(call(qwen), { signal: never }))));
    await collect(client.stream(call(qwen), { signal: never }));
    expect(await world.starts()).toHaveLength(1);
  });

  it("gives way to another model once nobody uses it, and not before", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.addModel(vision.id, { config: { vision_config: {}, text_config: {} }, processor: true });
    await world.install("mlx_lm.server");
    await world.install("mlx_vlm.server");
    await using runtime = runtimeIn(world);
    const client = clientOf(runtime);
    const first = client.stream(call(qwen), { signal: never })[Symbol.asyncIterator]();
    await first.next();
    await first.next();
    await expect(collect(client.stream(call(vision), { signal: never }))).rejects.toMatchObject({ code: "overloaded" });
    await first.return?.();
    await collect(client.stream(call(vision), { signal: never }));
    const [one, two] = await world.starts();
    expect(isAlive(one!.pid)).toBe(false);
    expect(isAlive(two!.pid)).toBe(true);
  });

  it("ends when idle", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world, { idleMs: 30 });
    await collect(clientOf(runtime).stream(call(qwen), { signal: never }));
    const [{ pid } = { pid: 0 }] = await world.starts();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it("is started again after it died", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world);
    const client = clientOf(runtime);
    await collect(client.stream(call(qwen), { signal: never }));
    process.kill((await world.starts())[0]!.pid, "SIGKILL");
    await expect
      .poll(
        async () =>
          collect(client.stream(call(qwen), { signal: never })).then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(await world.starts()).toHaveLength(2);
  });

  it("is killed where it does not end by itself", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install("mlx_lm.server", 'process.on("SIGTERM", () => {});');
    const runtime = runtimeIn(world);
    await collect(clientOf(runtime).stream(call(qwen), { signal: never }));
    await runtime[Symbol.asyncDispose]();
    expect(isAlive((await world.starts())[0]!.pid)).toBe(false);
  });

  it.each([
    ["are killed", "setInterval(() => {}, 1000);"],
    ["just end", ""],
  ])("ends with us where we %s", async (_how, rest) => {
    await using world = await createMlxWorld();
    await world.install("mlx_lm.server");
    const module = JSON.stringify(path.join(import.meta.dirname, "mlx-server.ts"));
    const program = JSON.stringify(path.join(world.env["PATH"] ?? "", "mlx_lm.server"));
    const script = `import { MlxServer } from ${module};
      const args = ["--model", "m", "--host", "127.0.0.1", "--port", "${await freePort()}"];
      await MlxServer.start({ command: { program: ${program}, args }, port: Number(args[5]), env: process.env, fetch });
      console.log("ready");
      ${rest}`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, ...world.env },
    });
    const ended = new Promise((resolve) => owner.once("exit", resolve));
    await new Promise((resolve) => owner.stdout.once("data", resolve));
    const [{ pid } = { pid: 0 }] = await world.starts();
    if (rest !== "") owner.kill("SIGKILL");
    await ended;
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it("says what the program said when it cannot start", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install(
      "mlx_lm.server",
      'console.error("Traceback\\nValueError: Model type qwen9 not supported.\\u001b[0m"); process.exit(1);',
    );
    await using runtime = runtimeIn(world);
    const failing = collect(clientOf(runtime).stream(call(qwen), { signal: never }));
    await expect(failing).rejects.toMatchObject({
      code: "unsupported",
      retryable: false,
      message: expect.stringMatching(
        /mlx_lm\.server ended with code 1: ValueError: Model type qwen9 not supported\. \[0m$/,
      ),
    });
  });

  it("gives up on one that never answers, and on a cancelled call, leaving no process", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await world.install(
      "mlx_lm.server",
      'require("node:fs").appendFileSync(process.env.STARTS_LOG, JSON.stringify({ pid: process.pid, args: [] }) + "\\n"); setInterval(() => {}, 1000); return;',
    );
    await using slow = runtimeIn(world, { startMs: 400 });
    await expect(collect(clientOf(slow).stream(call(qwen), { signal: never }))).rejects.toMatchObject({
      code: "timeout",
    });
    await using cancelled = runtimeIn(world);
    await expect(
      collect(clientOf(cancelled).stream(call(qwen), { signal: AbortSignal.timeout(300) })),
    ).rejects.toMatchObject({ code: "cancelled" });
    for (const { pid } of await world.starts()) expect(isAlive(pid)).toBe(false);
  });

  it("never downloads unasked", async () => {
    await using world = await createMlxWorld();
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world);
    await expect(collect(clientOf(runtime).stream(call(qwen), { signal: never }))).rejects.toMatchObject({
      code: "not_found",
      message: "Qwen3 4B (MLX) is not on this machine; nothing was downloaded.",
      suggestion: `Download it (several gigabytes): aio models pull ${qwen.key}`,
    });
    expect(await world.starts()).toEqual([]);
  });

  it("says that it downloads where the user allowed it", async () => {
    await using world = await createMlxWorld();
    await world.install("mlx_lm.server");
    await using runtime = runtimeIn(world, { allowDownload: true });
    const [first] = await collect(clientOf(runtime).stream(call(qwen), { signal: never }));
    expect(first).toMatchObject({
      type: "downloading",
      message: expect.stringMatching(/^Downloading Qwen3 4B \(MLX\) from Hugging Face, several gigabytes/),
    });
    expect(await world.starts()).toMatchObject([
      { args: ["--model", qwen.id, "--host", "127.0.0.1", "--port", expect.anything()] },
    ]);
    expect((await world.starts())[0]!.offline).toBeUndefined();
  });

  it("says how to install what is missing", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await using runtime = runtimeIn(world);
    await expect(collect(clientOf(runtime).stream(call(qwen), { signal: never }))).rejects.toMatchObject({
      code: "unsupported",
      message: "mlx-lm is not installed.",
      suggestion: "Install it: pip install -U mlx-lm",
    });
  });
});

describe("an MLX server of the user's", () => {
  it("is used as it is, on any machine, and never started or stopped", async () => {
    await using world = await createMlxWorld();
    await using server = await serveJson({ "/health": { status: "ok" }, "/v1/models": MLX_MODELS });
    const asked: string[] = [];
    {
      await using runtime = runtimeIn(world, { platform: "linux", arch: "x64", baseUrl: server.baseUrl });
      const client = clientOf(runtime, asked);
      await client.verify({ signal: never });
      expect((await collect(client.stream(call(qwen), { signal: never }))).map(({ type }) => type)).toEqual([
        "text-delta",
        "finish",
      ]);
      expect((await client.listModels!({ signal: never })).map(({ key }) => key)).toEqual([
        "mlx-qwen3-4b",
        "mlx/mlx-community/qwq-32b-4bit",
      ]);
    }
    expect(asked).toEqual([`${qwen.id}|${qwen.id}`]);
    expect((await fetch(`${server.origin}/health`)).ok).toBe(true);
  });

  it("is not trusted to have a model it does not list: the user is warned of the download", async () => {
    await using world = await createMlxWorld();
    await using server = await serveJson({ "/health": { status: "ok" }, "/v1/models": MLX_MODELS });
    await using runtime = runtimeIn(world, { baseUrl: server.baseUrl });
    const [first] = await collect(clientOf(runtime).stream(call(vision), { signal: never }));
    expect(first).toMatchObject({
      type: "downloading",
      message: expect.stringMatching(/may download it now, several gigabytes/),
    });
  });

  it("is asked for clearly where there is none and we cannot start one", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    for (const more of [{ platform: "linux" }, { arch: "x64" }, { baseUrl: "http://127.0.0.1:9/v1" }]) {
      await using runtime = runtimeIn(world, more);
      const client = clientOf(runtime);
      await expect(collect(client.stream(call(qwen), { signal: never }))).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringMatching(/^No MLX server answers at http/),
      });
      await expect(client.verify({ signal: never })).rejects.toMatchObject({ code: "unsupported" });
      expect(await client.listModels!({ signal: never })).toEqual([]);
    }
  });

  it("lists what lies on disk where we could start one", async () => {
    await using world = await createMlxWorld();
    await world.addModel(qwen.id);
    await using runtime = runtimeIn(world);
    expect(await clientOf(runtime).listModels!({ signal: never })).toMatchObject([
      { key: "mlx-qwen3-4b", contextWindow: 262144, local: true, prices: [{ input: 0, output: 0 }] },
    ]);
  });
});
