/**
 * What the model catalogue costs a start and a turn, as ratios within one run.
 * Run: node bench/catalogue/measure-catalogue.ts
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { calcPrice } from "@pydantic/genai-prices";
import { createCatalogue, loadCatalogue, shippedCatalogue } from "@ai-orchestrator/providers/catalogue";
import { discoverLocalModels } from "@ai-orchestrator/providers/local";
import { rolldown } from "rolldown";

const ROUNDS = 31;
const root = path.resolve(import.meta.dirname, "../..");
const directory = mkdtempSync(path.join(tmpdir(), "bench-catalogue-"));

try {
  await measureStart();
  measurePrices();
  await measureDiscovery();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** A bundled process that loads the catalogue and resolves one name, against one that does nothing. */
async function measureStart(): Promise<void> {
  const entry = path.join(root, "packages/providers/src/catalogue/index.ts");
  const program = path.join(directory, "program.ts");
  writeFileSync(
    program,
    `import { createCatalogue, loadCatalogue } from ${JSON.stringify(entry)};
     const started = performance.now();
     const catalogue = createCatalogue(loadCatalogue({ dataDirectory: "/nonexistent" }));
     catalogue.resolve("gemini-3-pro", () => true);
     console.log(performance.now() - started);`,
  );
  const bundle = await rolldown({
    input: program,
    platform: "node",
    resolve: { conditionNames: ["node", "import"] },
    logLevel: "silent",
  });
  await bundle.write({ dir: path.join(directory, "out"), minify: true });
  const bare = path.join(directory, "bare.mjs");
  writeFileSync(bare, "");
  const times = { bare: [] as number[], catalogue: [] as number[], inside: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(timed(() => execFileSync(process.execPath, [bare])));
    times.catalogue.push(
      timed(() => {
        times.inside.push(
          Number(execFileSync(process.execPath, [path.join(directory, "out/program.js")], { encoding: "utf8" })),
        );
      }),
    );
  }
  // The least of many runs: whatever else this machine does only ever adds.
  const [bareMs, catalogueMs] = [Math.min(...times.bare), Math.min(...times.catalogue)];
  print("start: bare node", bareMs, "ms");
  print("start: with the catalogue, bundled", catalogueMs, "ms", catalogueMs / bareMs);
  print("  of which load, index, resolve one name", median(times.inside), "ms");
}

/** One turn's cost by our own computation, against genai-prices. */
function measurePrices(): void {
  const catalogue = createCatalogue(loadCatalogue({ dataDirectory: directory }));
  const model = catalogue.resolve("gpt-5.5").model;
  const usage = {
    inputTokens: 300_000,
    cacheReadTokens: 1000,
    cacheWriteTokens: 0,
    outputTokens: 700,
    reasoningTokens: 200,
  };
  const tokens = { input_tokens: 300_000, cache_read_tokens: 1000, output_tokens: 700 };
  const at = Date.parse("2026-11-25");
  const ours = perCall(() => catalogue.price(model, usage, at));
  const theirs = perCall(() => calcPrice(tokens, model.id, { providerId: "openai", timestamp: new Date(at) }));
  print("price: genai-prices", theirs, "µs");
  print("price: ours", ours, "µs", ours / theirs);
  print(
    "resolve: known name",
    perCall(() => catalogue.resolve("kimi-k2-thinking")),
    "µs",
  );
  print(
    "resolve: unknown name, with suggestions",
    perCall(() => suggest(catalogue)),
    "µs",
  );
  print("file", JSON.stringify(shippedCatalogue).length / 1024, "KB");
}

/** Looking for local servers where none runs, as every route does. */
async function measureDiscovery(): Promise<void> {
  const nowhere = "http://127.0.0.1:9/v1";
  const baseUrls = { ollama: nowhere, lmstudio: nowhere, llamacpp: nowhere, mlx: nowhere };
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await discoverLocalModels({ fetch, baseUrls, now: 0 });
    times.push(performance.now() - started);
  }
  print("discovery: nothing listens, first", times[0] ?? Number.NaN, "ms");
  print("discovery: nothing listens, later", median(times.slice(1)), "ms");
}

function suggest(catalogue: ReturnType<typeof createCatalogue>): void {
  try {
    catalogue.resolve("claude-sonet-4.5");
  } catch {
    return; // what is measured is the search for suggestions
  }
  throw new Error("The name is expected to be unknown.");
}

function timed(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

function perCall(run: () => unknown): number {
  for (let warm = 0; warm < 200; warm++) run();
  const count = 2000;
  return (
    (timed(() => {
      for (let call = 0; call < count; call++) run();
    }) /
      count) *
    1000
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(what: string, value: number, unit: string, ratio?: number): void {
  console.log(
    `${what.padEnd(44)} ${value.toFixed(2).padStart(9)} ${unit}${ratio === undefined ? "" : `  × ${ratio.toFixed(2)}`}`,
  );
}
