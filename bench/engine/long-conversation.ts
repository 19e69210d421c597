/**
 * What a turn costs in a long conversation beside a short one: the real store and engine, a provider that answers at once.
 * Run: node bench/engine/long-conversation.ts [--encrypted] [messages]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_USAGE, type Clock, type ProviderClient } from "@ai-orchestrator/contract";
import { createEngine, type Engine } from "../../packages/engine/src/index.ts";
import { estimateTokens } from "../../packages/engine/src/routing/index.ts";
import { matchRules } from "../../packages/engine/src/routing/rules/match-rules.ts";
import type { Rule } from "../../packages/engine/src/routing/rules/rule.ts";
import { fakeDecision, fakeModel, fakeWorld } from "../../packages/engine/test/fake-world.ts";
import { openStore, type Store } from "../../packages/store/src/index.ts";
import { seeded, turn } from "../store/make-history.ts";

const ENCRYPTED = process.argv.includes("--encrypted");
const MESSAGES = Number(process.argv.slice(2).find((word) => /^\d+$/u.test(word)) ?? 10_000);
const ROUNDS = 25;

const GUARD: Rule = { id: "1", text: "stays here", match: { keywords: ["salary"] }, effect: { type: "local-only" } };
const NOTHING = { attachmentTexts: [], attachments: [], task: "unclear", also: [], language: undefined } as const;

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error("Nothing here waits.")),
  after: () => () => undefined,
};

const provider: ProviderClient = {
  provider: "openai",
  verify: () => Promise.resolve(),
  // oxlint-disable-next-line require-await -- the port is asynchronous
  async *stream() {
    yield { type: "text-start", id: "0" };
    yield { type: "text-delta", id: "0", text: "Yes, that is right." };
    yield { type: "text-end", id: "0" };
    yield { type: "finish", reason: "stop", usage: { ...NO_USAGE, inputTokens: 100, outputTokens: 5 } };
  },
};

/** A conversation of `messages` messages, its older turns summarised where `compacted`. */
function converse(store: Store, id: string, { messages, compacted }: { messages: number; compacted: boolean }): void {
  const random = seeded(messages);
  const turns = messages / 2;
  store.context.database.write("fill", () => {
    store.conversations.create({ id, title: id });
    for (let n = 0; n < turns; n += 1) {
      const parent = n === 0 ? {} : { parentId: `${id}-${n - 1}` };
      store.conversations.finishTurn(turn(random, { id: `${id}-${n}`, conversationId: id, ...parent }));
    }
    if (!compacted) return;
    store.conversations.addCompaction({
      id: `${id}-summary`,
      conversationId: id,
      throughTurnId: `${id}-${turns - 5}`,
      summary: "They spoke of many things. ".repeat(40),
      model: "openai-a",
      tokensBefore: 100_000,
      tokensAfter: 1_000,
      turnsSummarized: turns - 4,
      createdAt: "2026-01-01T00:00:00.000Z",
    });
  });
}

async function ask(engine: Engine, conversationId: string, parentTurnId: string): Promise<number> {
  const at = performance.now();
  for await (const event of engine.stream({ prompt: "And is that right?", conversationId, parentTurnId }))
    if (event.type === "turn-error") throw new Error(event.error.message);
  return performance.now() - at;
}

const folder = mkdtempSync(join(tmpdir(), "aio-bench-"));
try {
  using store = openStore({
    path: join(folder, "history.db"),
    now: Date.now,
    newId: () => crypto.randomUUID(),
    ...(ENCRYPTED ? { encryptionKey: new Uint8Array(32).fill(7) } : {}),
  });
  const model = fakeModel("openai-a", { contextWindow: 128_000 });
  const { deps } = fakeWorld({
    models: [model],
    decide: (request, { prompt, messages, summarized }) => {
      // What a rule about privacy costs: it reads the turns that a summary stands for.
      if (request.conversationId?.endsWith("guarded"))
        matchRules([GUARD], { ...NOTHING, promptText: prompt, messages, ...(summarized && { summarized }) });
      return fakeDecision(model);
    },
    providers: [provider],
    deps: {
      clock,
      estimateTokens,
      store: store.conversations,
      randomness: { random: Math.random, id: () => crypto.randomUUID() },
    },
  });
  const engine = createEngine(deps);
  const cases = [
    ["20 messages", { messages: 20, compacted: false }],
    [`${MESSAGES} messages, compacted`, { messages: MESSAGES, compacted: true }],
    [`${MESSAGES} messages, compacted, guarded`, { messages: MESSAGES, compacted: true }],
    [`${MESSAGES} messages, window full`, { messages: MESSAGES, compacted: false }],
  ] as const;
  for (const [name, made] of cases) converse(store, name, made);
  const times = cases.map((): number[] => []);
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const [index, [name, { messages }]] of cases.entries()) {
      // Each turn follows the same one, so that the conversation does not grow under the measurement.
      const took = await ask(engine, name, `${name}-${messages / 2 - 1}`);
      if (round >= 0) times[index]?.push(took);
    }
  }
  const p50 = times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN);
  for (const [index, [name]] of cases.entries())
    console.log(
      `${name.padEnd(38)} ${(p50[index] ?? 0).toFixed(2).padStart(8)} ms a turn  ×${((p50[index] ?? 0) / (p50[0] ?? 1)).toFixed(1)}`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
