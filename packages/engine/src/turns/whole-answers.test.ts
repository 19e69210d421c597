import { OrchestratorError, type TurnEvent, type TurnRequest } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
import {
  answer,
  collect,
  fakeModel,
  fakeProvider,
  fakeWorld,
  textOf,
  type FakeProvider,
  type FakeWorld,
  type Move,
} from "../../test/fake-world.ts";
import { createEngine } from "../create-engine.ts";
import type { Engine } from "./engine.ts";

const QUICK = 20;
const model = fakeModel("openai-a");

interface Scene {
  readonly clock: FakeClock;
  readonly provider: FakeProvider;
  readonly world: FakeWorld;
  readonly engine: Engine;
  ask(request?: Partial<TurnRequest>): Promise<TurnEvent[]>;
  /** Whether each call was for a whole answer. */
  asked(): readonly boolean[];
}

function scene(
  script: (index: number) => readonly Move[] = () => answer(["ok"]),
  more: Omit<Partial<Parameters<typeof fakeWorld>[0]>, "models" | "providers"> = {},
): Scene {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, (_call, index) => script(index));
  const world = fakeWorld({ clock, models: [model], providers: [provider], ...more });
  const engine = createEngine(world.deps);
  return {
    clock,
    provider,
    world,
    engine,
    ask: (request) => collect(clock, engine.stream({ prompt: "Hi", deliver: "whole", ...request })),
    asked: () => provider.calls.map(({ call }) => call.whole === true),
  };
}

test("short answers that nobody watches are asked for whole; watched and long ones are not", async () => {
  const { ask, asked } = scene();
  await ask({ maxOutputTokens: 200 });
  await ask({ maxOutputTokens: 200, deliver: "everything" });
  await ask({ maxOutputTokens: 4_000 });
  await ask();
  expect(asked()).toEqual([true, false, false, false]);
});

test("once a model's answers are known to come soon, any of them is; no more when they get slow", async () => {
  let ms = 2_000;
  const { ask, asked } = scene(() => [{ wait: ms }, ...answer(["ok"])]);
  for (let turn = 0; turn <= QUICK; turn += 1) await ask();
  expect(asked()).toEqual([...Array.from({ length: QUICK }, () => false), true]);
  ms = 40_000;
  await ask();
  await ask();
  expect(asked().slice(-2)).toEqual([true, true]);
  await ask();
  expect(asked().at(-1)).toBe(false);
});

test("a slow reader does not make a model slow, and a local model's limit on tokens says nothing of its time", async () => {
  const clock = new FakeClock();
  const local = fakeModel("ollama-a", { local: true });
  const provider = fakeProvider("ollama", clock, () => answer(["ok"]));
  const engine = createEngine(fakeWorld({ clock, models: [local], providers: [provider] }).deps);
  const ask = (deliver: TurnRequest["deliver"] & string) =>
    collect(clock, engine.stream({ prompt: "Hi", deliver, maxOutputTokens: 10 }));
  for (let turn = 0; turn < QUICK; turn += 1) await ask("everything");
  await ask("whole");
  expect(provider.calls.at(-1)?.call.whole).toBeUndefined();
});

test.each<[string, Partial<TurnRequest>, Parameters<typeof scene>[1]]>([
  ["is kept piece by piece", { save: true }, { deps: { store: fakeStore() } }],
  ["may be hedged", { hedge: true }, {}],
  ["has less time than that", { timeoutMs: 20_000 }, {}],
  ["must not be silent for long", {}, { settings: { providers: { openai: { firstTokenMs: 5_000 } } } }],
])("an answer that %s is streamed", async (_why, request, more) => {
  const { ask, asked } = scene(undefined, more);
  await ask({ maxOutputTokens: 200, ...request });
  expect(asked()).toEqual([false]);
});

test("a whole answer that does not come is given up, billed for what went in, and asked for as a stream", async () => {
  const { ask, asked, world } = scene((index) =>
    index === 0 ? [{ hang: "obedient" }] : answer(["late ", "but here"]),
  );
  const events = await ask({ maxOutputTokens: 200 });
  expect(textOf(events)).toBe("late but here");
  expect(asked()).toEqual([true, false]);
  expect(events.at(-1)).toMatchObject({ type: "turn-end", attempts: 2 });
  const [first, second] = world.ledger.records;
  expect(first?.usage).toMatchObject({ estimated: true, outputTokens: 0 });
  expect(first?.usage.inputTokens).toBeGreaterThan(0);
  expect(second?.usage.estimated).toBeUndefined();
});

test("a whole answer that its caller gives up is billed for what went in; one that was refused is not", async () => {
  const controller = new AbortController();
  const { clock, engine, world } = scene(() => {
    queueMicrotask(() => controller.abort());
    return [{ hang: "obedient" }];
  });
  const request: TurnRequest = { prompt: "Hi", deliver: "whole", maxOutputTokens: 200 };
  const events = await collect(clock, engine.stream(request, { signal: controller.signal }));
  expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "cancelled" } });
  expect(world.ledger.records).toMatchObject([{ usage: { estimated: true, outputTokens: 0 } }]);

  const refused = scene(() => [{ fail: new OrchestratorError("authentication", "bad key") }]);
  await refused.ask({ maxOutputTokens: 200 });
  expect(refused.world.ledger.records).toEqual([]);
});

test.each([
  ["was never reached", { cause: new Error("UND_ERR_CONNECT_TIMEOUT") }],
  ["gave up itself", { status: 504 }],
])("a server that %s costs nothing", async (_what, details) => {
  const { ask, world } = scene(() => [{ fail: new OrchestratorError("timeout", "too late", details) }]);
  await ask({ maxOutputTokens: 200 });
  expect(world.ledger.records).toEqual([]);
});
