/**
 * What the engine adds to a provider's stream, beside a bare loop over the same events in the same process.
 * Run: node bench/engine/overhead.ts [tokens]
 */
import { setTimeout as sleep } from "node:timers/promises";
import { NO_USAGE, type Clock, type ModelEvent, type ProviderClient, type TurnEvent } from "@ai-orchestrator/contract";
import { createEngine } from "../../packages/engine/src/index.ts";
import { fakeModel, fakeWorld } from "../../packages/engine/test/fake-world.ts";

const TOKENS = Number(process.argv[2] ?? 200_000);

const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await sleep(Math.min(ms, 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
  },
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

async function* script(tokens: number): AsyncGenerator<ModelEvent, void, undefined> {
  yield { type: "response-start", responseId: "r" };
  yield { type: "text-start", id: "0" };
  for (let n = 0; n < tokens; n += 1) {
    // A real stream arrives in reads; let the event loop turn as often as one would.
    if (n % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
    yield { type: "text-delta", id: "0", text: "word " };
  }
  yield { type: "text-end", id: "0" };
  yield { type: "finish", reason: "stop", usage: { ...NO_USAGE, inputTokens: 10, outputTokens: tokens } };
}

let firstSentAt = 0;

function provider(tokens: number, delayMs = 0): ProviderClient {
  return {
    provider: "openai",
    verify: () => Promise.resolve(),
    async *stream() {
      if (delayMs > 0) await sleep(delayMs);
      firstSentAt = performance.now();
      yield* script(tokens);
    },
  };
}

function engineOver(client: ProviderClient): ReturnType<typeof createEngine> {
  const world = fakeWorld({
    models: [fakeModel("openai-a", { maxOutput: 400_000 })],
    providers: [client],
    deps: { clock: realClock },
  });
  return createEngine(world.deps);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const at = performance.now();
  await run();
  return performance.now() - at;
}

async function bare(tokens: number): Promise<string[]> {
  const kept: string[] = [];
  for await (const event of provider(tokens).stream(
    { model: fakeModel("openai-a"), messages: [] },
    { signal: new AbortController().signal },
  )) {
    if (event.type === "text-delta") kept.push(event.text);
  }
  return kept;
}

async function throughEngine(tokens: number): Promise<TurnEvent | undefined> {
  let last: TurnEvent | undefined;
  for await (const event of engineOver(provider(tokens)).stream({ prompt: "q" })) last = event;
  return last;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function perEvent(): Promise<void> {
  const floors: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    floors.push(await timed(() => bare(TOKENS)));
    ours.push(await timed(() => throughEngine(TOKENS)));
  }
  const [floor, engine] = [median(floors), median(ours)];
  const added = ((engine - floor) / TOKENS) * 1_000;
  console.log(
    `per event   bare ${((floor / TOKENS) * 1_000).toFixed(2)} µs, engine ${((engine / TOKENS) * 1_000).toFixed(2)} µs: adds ${added.toFixed(2)} µs (× ${(engine / floor).toFixed(1)})`,
  );
}

async function firstToken(): Promise<void> {
  const delays: number[] = [];
  const engine = engineOver(provider(3, 2));
  for (let round = 0; round < 300; round += 1) {
    for await (const event of engine.stream({ prompt: "q" })) {
      if (event.type === "text-delta") {
        delays.push(performance.now() - firstSentAt);
        break;
      }
    }
  }
  const sorted = delays.toSorted((a, b) => a - b);
  console.log(
    `first token after the provider's: p50 ${median(sorted).toFixed(3)} ms, p99 ${(sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(3)} ms (limit 30 ms)`,
  );
}

async function memory(): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  let events = 0;
  for await (const event of engineOver(provider(TOKENS)).stream({ prompt: "q" })) {
    events += 1;
    if (events % 2_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    if (event.type === "turn-error") throw new Error(event.error.message);
  }
  console.log(
    `memory      ${TOKENS} tokens: peak RSS ${(peak / 2 ** 20).toFixed(0)} MB, ${((peak - before) / 2 ** 20).toFixed(0)} MB above the start (limit 200 MB)`,
  );
}

async function concurrent(): Promise<void> {
  const engine = engineOver(provider(100));
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: 1_000 }, async () => {
        let last: TurnEvent | undefined;
        for await (const event of engine.stream({ prompt: "q" })) last = event;
        if (last?.type !== "turn-end") throw new Error("A turn was lost.");
      }),
    ),
  );
  const floor = await timed(() => Promise.all(Array.from({ length: 1_000 }, () => bare(100))));
  console.log(
    `1,000 turns of 100 tokens at once: ${ms.toFixed(0)} ms (bare ${floor.toFixed(0)} ms, × ${(ms / floor).toFixed(1)})`,
  );
}

await memory();
await perEvent();
await firstToken();
await concurrent();
