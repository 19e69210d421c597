import { mkdtemp, readFile, readdir, rm, stat, writeFile, chmod } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createCatalogue } from "./create-catalogue.ts";
import { genaiFile, modelsDevFile, type GenaiFile, type ModelsDevFile } from "./fixtures/published-sources.ts";
import { loadCatalogue, refreshCatalogue, shippedCatalogue } from "./index.ts";

const NOW = Date.parse("2026-12-05T10:00:00Z");

const newModel = {
  id: "gpt-7-nova",
  name: "GPT-7 Nova",
  reasoning: true,
  tool_call: true,
  temperature: false,
  structured_output: true,
  open_weights: false,
  release_date: "2026-12-01",
  knowledge: "2026-09",
  modalities: { input: ["text", "image", "smell"], output: ["text"] },
  limit: { context: 2_000_000, output: 256_000 },
  cost: { input: 3, output: 12, cache_read: 0.3, tiers: [{ input: 6, output: 18, tier: { size: 272_000 } }] },
};

let server: Server;
let dataDirectory: string;
let answers: Record<string, { status?: number; body: string; cutAt?: number; hang?: boolean }>;
let base: string;

beforeEach(async () => {
  answers = {
    "/api.json": { body: JSON.stringify(modelsDevFile()) },
    "/data.json": { body: JSON.stringify(genaiFile()) },
  };
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    if (answer === undefined) return void response.writeHead(404).end();
    if (answer.hang === true) return;
    response.writeHead(answer.status ?? 200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(answer.body),
    });
    if (answer.cutAt === undefined) return void response.end(answer.body);
    response.write(answer.body.slice(0, answer.cutAt), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  dataDirectory = await mkdtemp(path.join(tmpdir(), "catalogue-"));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dataDirectory, { recursive: true, force: true });
});

const refresh = (more: { now?: number; signal?: AbortSignal } = {}) =>
  refreshCatalogue({
    fetch,
    dataDirectory,
    now: NOW,
    modelsDevUrl: `${base}/api.json`,
    genaiPricesUrl: `${base}/data.json`,
    ...more,
  });
const setModelsDev = (change: (data: ModelsDevFile) => void): void => {
  const data = modelsDevFile();
  change(data);
  answers["/api.json"] = { body: JSON.stringify(data) };
};
const setGenai = (change: (data: GenaiFile) => void): void => {
  const data = genaiFile();
  change(data);
  answers["/data.json"] = { body: JSON.stringify(data) };
};

describe("refreshCatalogue", () => {
  it("writes a catalogue that the next start uses", async () => {
    const result = await refresh();
    expect(result).toMatchObject({ asOf: "2026-12-05", added: [], removed: [], repriced: [], skipped: [] });
    const loaded = loadCatalogue({ dataDirectory });
    expect(loaded).toMatchObject({
      origin: "refreshed",
      asOf: "2026-12-05",
      sources: ["genai-prices 2026-12-05", "models.dev 2026-12-05"],
    });
    expect(loaded.models).toEqual(result.models);
    expect(loaded.models.map(({ key }) => key)).toEqual(shippedCatalogue.models.map(({ key }) => key));
  });

  it("takes new prices and new models, with what models.dev says of them", async () => {
    setModelsDev((data) => (data["openai"]!.models["gpt-7-nova"] = newModel));
    setGenai((data) => {
      const model = data.find(({ id }) => id === "openai")?.models.find(({ id }) => id === "gpt-4o");
      model!.prices["input_mtok"] = 2;
    });
    const result = await refresh();
    expect(result.added).toEqual(["gpt-7-nova"]);
    expect(result.repriced).toEqual(["gpt-4o: input 2.5 → 2"]);
    const { models } = loadCatalogue({ dataDirectory });
    expect(models.find(({ key }) => key === "gpt-7-nova")).toEqual({
      key: "gpt-7-nova",
      name: "GPT-7 Nova",
      provider: "openai",
      id: "gpt-7-nova",
      contextWindow: 2_000_000,
      maxOutput: 256_000,
      input: ["text", "image"],
      output: ["text"],
      tools: true,
      reasoning: true,
      webSearch: false,
      structuredOutput: true,
      temperature: false,
      released: "2026-12-01",
      knowledge: "2026-09",
      openWeights: false,
      local: false,
      tier: "large",
      prices: [{ input: 3, output: 12, cacheRead: 0.3, tiers: [{ above: 272_000, input: 6, output: 18 }] }],
      priceSource: "models.dev 2026-12-05",
      asOf: "2026-12-05",
    });
    expect(createCatalogue({ models }).resolve("openai/gpt-7-nova").model.key).toBe("gpt-7-nova");
  });

  it("adds no speech or live model, none that is deprecated and none that is only half described", async () => {
    setModelsDev((data) => {
      data["openai"]!.models["gpt-realtime-9"] = { ...newModel, id: "gpt-realtime-9" };
      data["openai"]!.models["gpt-7-old"] = { ...newModel, id: "gpt-7-old", status: "deprecated" };
      data["openai"]!.models["gpt-7-dark"] = { ...newModel, id: "gpt-7-dark", modalities: undefined };
      data["google"]!.models["veo-9"] = {
        ...newModel,
        id: "veo-9",
        modalities: { input: ["text"], output: ["video"] },
      };
    });
    expect((await refresh()).added).toEqual([]);
  });

  it("writes a file of the user's own only, in one step, and leaves nothing else behind", async () => {
    await refresh();
    await refresh({ now: NOW + 86_400_000 });
    expect(await readdir(dataDirectory)).toEqual(["catalogue.json"]);
    if (process.platform !== "win32")
      expect((await stat(path.join(dataDirectory, "catalogue.json"))).mode & 0o777).toBe(0o600);
  });

  it("lets two refreshes run at once", async () => {
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(await readdir(dataDirectory)).toEqual(["catalogue.json"]);
    expect(loadCatalogue({ dataDirectory }).origin).toBe("refreshed");
  });
});

describe("refreshCatalogue keeps the old catalogue and says why", () => {
  const faults: [string, () => void, string, RegExp][] = [
    [
      "an answer cut short",
      () => (answers["/api.json"] = { body: JSON.stringify(modelsDevFile()), cutAt: 5000 }),
      "network",
      /127\.0\.0\.1/,
    ],
    [
      "JSON that ends early",
      () => (answers["/data.json"] = { body: JSON.stringify(genaiFile()).slice(0, 9000) }),
      "bad_response",
      /whole JSON/,
    ],
    ["an HTML page", () => (answers["/api.json"] = { body: "<html>Log in</html>" }), "bad_response", /whole JSON/],
    ["a missing page", () => delete answers["/data.json"], "bad_response", /404/],
    ["a server error", () => (answers["/data.json"] = { body: "{}", status: 503 }), "server", /503/],
    ["an empty object", () => (answers["/api.json"] = { body: "{}" }), "bad_response", /lists no models for openai/],
    ["an empty list", () => (answers["/data.json"] = { body: "[]" }), "bad_response", /lists no models for openai/],
    ["null", () => (answers["/data.json"] = { body: "null" }), "bad_response", /list of providers/],
    [
      "a provider without models",
      () => setModelsDev((data) => (data["mistral"]!.models = {})),
      "bad_response",
      /no models for mistral/,
    ],
    [
      "another schema",
      () =>
        setModelsDev((data) =>
          Object.values(data).forEach((provider) => {
            provider.models = Object.fromEntries(
              Object.keys(provider.models).map((id) => [id, { id, cost: { usd: "2" } }]),
            );
          }),
        ),
      "bad_response",
      /names prices for 0 of \d+ models only/,
    ],
    [
      "other types",
      () =>
        setModelsDev((data) =>
          Object.values(data).forEach((provider) => {
            provider.models = Object.fromEntries(
              Object.keys(provider.models).map((id) => [id, { id, cost: { input: "2" } }]),
            );
          }),
        ),
      "bad_response",
      /are not of the form we know/,
    ],
    [
      "prices in cents per token",
      () => setGenai((data) => data.forEach(({ models }) => models.forEach((model) => scale(model["prices"], 1e-6)))),
      "bad_response",
      /vanished or changed tenfold/,
    ],
    [
      "prices a thousandfold",
      () => setGenai((data) => data.forEach(({ models }) => models.forEach((model) => scale(model["prices"], 50)))),
      "bad_response",
      /vanished or changed tenfold/,
    ],
  ];

  it.each(faults)("at %s", async (_name, arrange, code, message) => {
    await refresh();
    const before = await readFile(path.join(dataDirectory, "catalogue.json"), "utf8");
    arrange();
    const error = await refresh({ now: NOW + 86_400_000 }).then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ name: "OrchestratorError", code });
    expect(error.message).toMatch(/^The model catalogue was not refreshed, the one of 2026-12-05 stays: /);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/[\n\u001b]/);
    expect(await readFile(path.join(dataDirectory, "catalogue.json"), "utf8")).toBe(before);
    expect(await readdir(dataDirectory)).toEqual(["catalogue.json"]);
  });

  it("leaves out single entries it cannot read, and names them", async () => {
    setModelsDev((data) => {
      data["openai"]!.models["bad-id"] = { ...newModel, id: "../../etc/passwd\u001b[2J" };
      data["openai"]!.models["gpt-7-a"] = { ...newModel, name: "\u001b]0;owned\u0007GPT" };
      data["openai"]!.models["gpt-7-b"] = { ...newModel, id: "gpt-7-b", cost: { input: -1, output: 1 } };
      data["openai"]!.models["gpt-7-c"] = { ...newModel, id: "gpt-7-c", limit: { context: 1e300, output: 1 } };
      data["openai"]!.models["gpt-7-nova"] = newModel;
    });
    const result = await refresh();
    expect(result.added).toEqual(["gpt-7-nova"]);
    expect(result.skipped).toHaveLength(4);
    for (const line of result.skipped) expect(line).toMatch(/^models\.dev, openai: "[ -~]*": [ -~]*$/);
  });

  it("leaves out an entry with half a span of hours", async () => {
    setGenai((data) => {
      const model = data.find(({ id }) => id === "deepseek")?.models.find(({ id }) => id === "deepseek-v4-pro");
      Object.assign(model ?? {}, {
        prices: [
          { prices: { input_mtok: 1, output_mtok: 2 } },
          { constraint: { start_time: "01:00:00Z" }, prices: { input_mtok: 9 } },
        ],
      });
    });
    expect((await refresh()).skipped).toEqual([expect.stringMatching(/^genai-prices, deepseek: "deepseek-v4-pro": /)]);
  });

  it("is not led astray by names of Object's own", async () => {
    answers["/api.json"] = {
      body: JSON.stringify(modelsDevFile()).replace(
        '{"openai"',
        `{"__proto__":{"models":{"x":${JSON.stringify(newModel)}}},"constructor":1,"openai"`,
      ),
    };
    setGenai((data) => data.push({ id: "__proto__", models: [] }));
    const result = await refresh();
    expect(result.added).toEqual([]);
    expect(({} as Record<string, unknown>)["models"]).toBeUndefined();
  });

  it("never lets a source touch what is ours: names, successors, local models", async () => {
    setModelsDev((data) => {
      data["openai"]!.models["gpt-4o"] = {
        ...(data["openai"]!.models["gpt-4o"] as object),
        successor: "evil",
        retired: "2020-01-01",
        local: true,
        aliases: ["claude-opus"],
        open_weights: true,
      };
      data["mlx"] = { models: { evil: newModel } };
    });
    const { models } = await refresh();
    const model = models.find(({ key }) => key === "gpt-4o")!;
    expect(model).toMatchObject({ local: false, successor: "gpt-6-luna", retired: "2027-01-14" });
    expect(model.aliases).toBeUndefined();
    expect(models.filter(({ provider }) => provider === "mlx")).toEqual(
      shippedCatalogue.models.filter(({ provider }) => provider === "mlx"),
    );
  });

  it("ends at once when cancelled", async () => {
    answers["/data.json"] = { body: "[]", hang: true };
    const controller = new AbortController();
    const running = refresh({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(running).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(dataDirectory)).toEqual([]);
  });

  it("names the host that cannot be reached", async () => {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await expect(refresh()).rejects.toMatchObject({
      code: "network",
      message: expect.stringMatching(/the one of 2026-11-25 stays: 127\.0\.0\.1:\d+ could not be reached/),
    });
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "says when the directory cannot be written",
    async () => {
      await chmod(dataDirectory, 0o500);
      await expect(refresh()).rejects.toMatchObject({ code: "storage" });
      await chmod(dataDirectory, 0o700);
    },
  );

  it("says when the data directory is a file", async () => {
    const file = path.join(dataDirectory, "file");
    await writeFile(file, "");
    await expect(
      refreshCatalogue({
        fetch,
        dataDirectory: file,
        now: NOW,
        modelsDevUrl: `${base}/api.json`,
        genaiPricesUrl: `${base}/data.json`,
      }),
    ).rejects.toMatchObject({ code: "storage" });
  });
});

describe("loadCatalogue", () => {
  const file = (): string => path.join(dataDirectory, "catalogue.json");

  it("ships its own where nothing was refreshed", () => {
    expect(loadCatalogue({ dataDirectory })).toEqual({ ...shippedCatalogue, origin: "shipped" });
    expect(loadCatalogue({ dataDirectory: path.join(dataDirectory, "nowhere") }).problem).toBeUndefined();
  });

  it("does not go back to a refreshed file that is older", async () => {
    await refresh();
    const text = await readFile(file(), "utf8");
    const { sealCatalogue, unsealCatalogue } = await import("./catalogue-file.ts");
    await writeFile(file(), sealCatalogue({ ...unsealCatalogue(text), asOf: "2026-01-01" }));
    expect(loadCatalogue({ dataDirectory })).toMatchObject({
      origin: "shipped",
      problem: expect.stringMatching(/older than the shipped/),
    });
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, text.length / 2), /cut short/],
    ["empty", () => "", /cut short/],
    ["changed", (text: string) => text.replace('"local":false', '"local":true'), /changed after it was written/],
    ["not text", () => "\0\0\0\0", /cut short/],
    ["without its seal", (text: string) => text.replace(/\n\/\/ sha256.*\n$/, "\n"), /cut short/],
  ])("uses the shipped catalogue and says why where the file is %s", async (_name, damage, message) => {
    await refresh();
    await writeFile(file(), damage(await readFile(file(), "utf8")));
    const loaded = loadCatalogue({ dataDirectory });
    expect(loaded).toMatchObject({ origin: "shipped", asOf: shippedCatalogue.asOf });
    expect(loaded.problem).toMatch(message);
  });

  it("survives every cut of the file", async () => {
    await refresh();
    const text = await readFile(file(), "utf8");
    for (let at = 0; at < text.length; at += 997) {
      await writeFile(file(), text.slice(0, at));
      expect(loadCatalogue({ dataDirectory }).origin).toBe("shipped");
    }
  });
});

/** Multiplies every amount of a genai price. */
function scale(value: Record<string, unknown>, by: number): void {
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === "number" && key !== "start") value[key] = part * by;
    else if (typeof part === "object" && part !== null && key !== "constraint")
      scale(part as Record<string, unknown>, by);
  }
}
