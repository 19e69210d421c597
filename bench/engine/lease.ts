/**
 * What a relay lease costs the gateway beside the decision itself, in µs of CPU.
 * Run: node bench/engine/lease.ts
 */
import { NO_USAGE } from "@ai-orchestrator/contract";
import { createEngine } from "../../packages/engine/src/index.ts";
import { fakeModel, fakeWorld } from "../../packages/engine/test/fake-world.ts";

const model = fakeModel("openai-a");
const world = fakeWorld({
  models: [model],
  providers: [],
  deps: {
    clock: {
      now: () => Date.now(),
      monotonic: () => performance.now(),
      sleep: () => Promise.reject(new Error("A lease that need not wait sets no timer.")),
      after: () => {
        throw new Error("A lease that need not wait sets no timer.");
      },
    },
    ledger: {
      reserve: () => ({ id: "" }),
      settle: () => undefined,
      release: () => undefined,
      remaining: () => [],
      report: () => [],
    },
    audit: { append: () => undefined, flush: () => Promise.resolve() },
    upstream: (of, protocol) => Promise.resolve({ model: of, protocol, baseUrl: "http://127.0.0.1", headers: {} }),
  },
});
const engine = createEngine(world.deps);
const messages = [
  { role: "user" as const, parts: [{ type: "text" as const, text: "Hello, how are you today? ".repeat(8) }] },
];
const usage = { ...NO_USAGE, inputTokens: 60, outputTokens: 20 };

async function lease(): Promise<void> {
  const held = await engine.lease({ messages, model: "openai-a" }, "openai-chat");
  held?.attempt({ model: model.key });
  held?.end({ model: model.key, usage, latencyMs: 1, attempts: 1 });
}

async function measure(calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < calls; n += 1) await lease();
  const { user, system } = process.cpuUsage(before);
  world.facts.length = 0;
  world.requests.length = 0;
  return (user + system) / calls;
}

await measure(5_000);
const rounds: number[] = [];
for (let round = 0; round < 5; round += 1) rounds.push(await measure(10_000));
console.log(`lease, attempt and end: ${(rounds.toSorted((a, b) => a - b)[2] ?? 0).toFixed(1)} µs of CPU a call`);
