import { ERROR_CODES, OrchestratorError, type ErrorCode, type ModelEvent } from "@ai-orchestrator/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import {
  answer,
  collect,
  fakeDecision,
  fakeModel,
  fakeProvider,
  fakeWorld,
  textOf,
  type Move,
} from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";
import { FAILURE_POLICY } from "./attempts/failure-policy.ts";

const small = fakeModel("openai-a");
const large = fakeModel("groq-b", { contextWindow: 400_000 });

/** Where in the stream the fault strikes. */
const PLACES: Readonly<Record<string, readonly ModelEvent[]>> = {
  "before anything": [],
  "after the headers": [{ type: "response-start", responseId: "x" }],
  "after an empty block": [{ type: "response-start" }, { type: "text-start", id: "0" }],
  "after reasoning": [
    { type: "reasoning-start", id: "r" },
    { type: "reasoning-delta", id: "r", text: "hm" },
  ],
  "after a token": [
    { type: "text-start", id: "0" },
    { type: "text-delta", id: "0", text: "par" },
  ],
  "after a tool call": [{ type: "tool-call", id: "t1", name: "f", input: {}, rawInput: "{}" }],
};

const unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => process.on("unhandledRejection", note));
afterAll(() => {
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

/** Runs one turn whose first model fails as told, then a second turn that must work. */
async function runFault(
  moves: (index: number) => readonly Move[],
  options: { readonly fallback: boolean; readonly chain?: boolean; readonly continueAfterPartial?: boolean },
) {
  const clock = new FakeClock();
  let isFaulty = true;
  const bad = fakeProvider("openai", clock, (_call, index) => (isFaulty ? moves(index) : answer(["fine"])));
  const good = fakeProvider("groq", clock, () => answer(["good"]));
  const search = fakeProvider("perplexity", clock, () => answer(["found"]));
  const finder = fakeModel("perplexity-s");
  const world = fakeWorld({
    clock,
    models: [small, large, finder],
    providers: [bad, good, search],
    settings: { continueAfterPartial: options.continueAfterPartial ?? false },
    decide: () =>
      fakeDecision(
        small,
        options.fallback ? [large] : [],
        options.chain
          ? {
              chain: {
                recipe: "search-analysis",
                steps: [
                  { role: "search", model: finder.key, fallbacks: [] },
                  { role: "analysis", model: small.key, fallbacks: options.fallback ? [large.key] : [] },
                ],
              },
            }
          : {},
      ),
  });
  const engine = createEngine(world.deps);
  const events = await collect(clock, engine.stream({ prompt: "Hi" }));
  expectWellFormed(events);
  expect(clock.pending).toBe(0);
  expect(world.ledger.open.size).toBe(0);
  isFaulty = false;
  await clock.advance(60_000);
  const next = await collect(clock, engine.stream({ prompt: "Again" }));
  expectWellFormed(next);
  expect(next.at(-1)?.type).toBe("turn-end");
  return { events, bad, good, world, clock };
}

function isVisible(place: string): boolean {
  return place === "after a token" || place === "after a tool call";
}

describe.each(ERROR_CODES)("a provider that throws %s", (code: ErrorCode) => {
  const fault = new OrchestratorError(code, `scripted ${code}`);
  test.each(Object.entries(PLACES))(
    "%s: the turn ends properly, follows the policy, and the next one works",
    async (place, before) => {
      for (const fallback of [false, true]) {
        for (const chain of [false, true]) {
          const { events, bad, good } = await runFault(() => [...before, { fail: fault }], { fallback, chain });
          const last = events.at(-1);
          // Nobody here cancelled: it is the other side hanging up.
          const seen = code === "cancelled" ? "network" : code;
          const rule = FAILURE_POLICY[seen];
          const failsOver =
            fallback && !isVisible(place) && (rule.failOver === "yes" || rule.failOver === "larger-window");
          expect(last?.type).toBe(failsOver ? "turn-end" : "turn-error");
          const firstTurnCalls = bad.calls.length - 1;
          const retries =
            !isVisible(place) && (rule.retry === "yes" || (rule.retry === "without-fallback" && !fallback)) ? 2 : 0;
          expect(firstTurnCalls).toBe(1 + retries);
          if (last?.type === "turn-error") expect(last.error).toMatchObject({ code: seen, model: "openai-a" });
          else {
            expect(events.filter((event) => event.type === "failover")).toMatchObject([
              { from: "openai-a", to: "groq-b", error: { code: seen } },
            ]);
            expect(good.calls).toHaveLength(1);
          }
          if (place === "after a token" && !chain) expect(textOf(events)).toBe("par");
        }
      }
    },
  );
});

describe("other ways a provider can go wrong", () => {
  test.each<[string, readonly Move[], ErrorCode]>([
    ["ends without finish", [{ type: "response-start" }], "bad_response"],
    ["ends without finish after a token", [...(PLACES["after a token"] ?? [])], "bad_response"],
    ["sends an empty answer", answer([]), "bad_response"],
    [
      "finishes with an error",
      [
        ...answer(["x"]).slice(0, 3),
        {
          type: "finish",
          reason: "error",
          usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
        },
      ],
      "bad_response",
    ],
    [
      "filters everything",
      [
        {
          type: "finish",
          reason: "content-filter",
          usage: { inputTokens: 1, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
        },
      ],
      "content_filtered",
    ],
    ["hangs, obedient", [{ hang: "obedient" }], "timeout"],
    ["hangs, deaf to the abort", [{ hang: "deaf" }], "timeout"],
    ["hangs after the headers", [{ type: "response-start" }, { hang: "deaf" }], "timeout"],
    ["hangs after a token", [...(PLACES["after a token"] ?? []), { hang: "deaf" }], "timeout"],
    ["throws something that is no error", [{ fail: "boom" as unknown as OrchestratorError }], "internal"],
  ])("%s", async (_name, moves, code) => {
    for (const chain of [false, true]) {
      const { events } = await runFault(() => moves, { fallback: false, chain });
      expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code } });
      const withFallback = await runFault(() => moves, { fallback: true, chain });
      const isShown = moves.some((move) => "type" in move && move.type === "text-delta");
      const expected = isShown || code === "content_filtered" ? "turn-error" : "turn-end";
      expect(withFallback.events.at(-1)?.type).toBe(expected);
    }
  });

  test("an endless stream is cut off", async () => {
    const clock = new FakeClock();
    const endless = fakeProvider("openai", clock, function* () {
      yield { type: "text-start", id: "0" } as const;
      for (;;) yield { type: "text-delta", id: "0", text: "x".repeat(1_000) } as const;
    });
    const world = fakeWorld({ clock, models: [small], providers: [endless], settings: { maxAnswerChars: 50_000 } });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "bad_response" } });
    expect(endless.calls[0]?.signal.aborted).toBe(true);
  });

  test("a stream that trickles for ever ends at the deadline, however many models are left", async () => {
    const clock = new FakeClock();
    const trickle = fakeProvider("openai", clock, function* () {
      yield { type: "text-start", id: "0" } as const;
      for (;;) yield* [{ wait: 10_000 }, { type: "text-delta", id: "0", text: "." } as const];
    });
    const world = fakeWorld({ clock, models: [small, large], providers: [trickle] });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi", timeoutMs: 45_000 }));
    expectWellFormed(events);
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "timeout" }, latencyMs: 45_000 });
    expect(clock.monotonic()).toBe(45_000);
  });

  test("retries and fall-backs share one deadline", async () => {
    const clock = new FakeClock();
    const slow = ["openai", "groq"].map((id) =>
      fakeProvider(id, clock, () => [{ wait: 29_000 }, { fail: new OrchestratorError("server", "500") }]),
    );
    const world = fakeWorld({ clock, models: [small, large], providers: slow });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi", timeoutMs: 100_000 }));
    expectWellFormed(events);
    expect(events.at(-1)?.type).toBe("turn-error");
    expect(clock.monotonic()).toBeLessThanOrEqual(100_000);
  });

  test("Retry-After is honoured within patience, else the next model is asked", async () => {
    for (const [retryAfterMs, calls, model] of [
      [2_000, 2, "openai-a"],
      [3_600_000, 1, "groq-b"],
    ] as const) {
      const clock = new FakeClock();
      const limited = fakeProvider("openai", clock, (_call, index) =>
        index === 0 ? [{ fail: new OrchestratorError("rate_limited", "429", { retryAfterMs }) }] : answer(["ok"]),
      );
      const world = fakeWorld({
        clock,
        models: [small, large],
        providers: [limited, fakeProvider("groq", clock, () => answer(["ok"]))],
      });
      const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
      expectWellFormed(events);
      expect(events.at(-1)).toMatchObject({ type: "turn-end", model });
      expect(limited.calls).toHaveLength(calls);
      if (calls === 2) expect((limited.calls[1]?.at ?? 0) - (limited.calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(2_000);
    }
  });

  test("with nothing else to ask, a long Retry-After beyond the deadline ends the turn at once with the wait named", async () => {
    const clock = new FakeClock();
    const limited = fakeProvider("openai", clock, () => [
      { fail: new OrchestratorError("rate_limited", "429", { retryAfterMs: 600_000 }) },
    ]);
    const world = fakeWorld({ clock, models: [small], providers: [limited] });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "rate_limited", retryAfterMs: 600_000 } });
    expect(clock.monotonic()).toBeLessThan(1_000);
  });

  test("opted in, a broken answer is continued by the next model in the same text block", async () => {
    const clock = new FakeClock();
    const bad = fakeProvider("openai", clock, () => [
      { type: "text-start", id: "0" },
      { type: "text-delta", id: "0", text: "The quick " },
      { fail: new OrchestratorError("bad_request", "no") },
    ]);
    const broken = fakeProvider("openai", clock, () => [
      { type: "text-start", id: "0" },
      { type: "text-delta", id: "0", text: "The quick " },
      { fail: new OrchestratorError("permission", "cut") },
    ]);
    const good = fakeProvider("groq", clock, () => answer(["brown ", "fox"]));
    for (const [provider, type, text] of [
      [broken, "turn-end", "The quick brown fox"],
      [bad, "turn-error", "The quick "],
    ] as const) {
      const world = fakeWorld({
        clock,
        models: [small, large],
        providers: [provider, good],
        settings: { continueAfterPartial: true },
      });
      const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
      expectWellFormed(events);
      expect(events.at(-1)?.type).toBe(type);
      expect(textOf(events)).toBe(text);
      expect(events.filter((event) => event.type === "text-start")).toHaveLength(1);
    }
    expect(good.calls[0]?.call.messages.slice(-2)).toMatchObject([
      { role: "assistant", parts: [{ type: "text", text: "The quick " }] },
      { role: "user" },
    ]);
  });

  test("a refusal that stands is not heard again while another model is left, but the only model is always asked", async () => {
    const clock = new FakeClock();
    const poor = fakeProvider("openai", clock, () => [
      { fail: new OrchestratorError("quota_exhausted", "No credit.") },
    ]);
    const world = fakeWorld({
      clock,
      models: [small, large],
      providers: [poor, fakeProvider("groq", clock, () => answer(["ok"]))],
    });
    const engine = createEngine(world.deps);
    for (let n = 0; n < 10; n += 1) {
      const events = await collect(clock, engine.stream({ prompt: "Hi" }));
      expect(events.at(-1)).toMatchObject({ type: "turn-end", model: "groq-b" });
      expect(events.find((event) => event.type === "failover")).toMatchObject({ error: { code: "quota_exhausted" } });
    }
    expect(poor.calls).toHaveLength(1);
    await collect(clock, engine.stream({ prompt: "Hi", model: "openai-a" }));
    expect(poor.calls).toHaveLength(2);
    await clock.advance(61_000);
    await collect(clock, engine.stream({ prompt: "Hi" }));
    expect(poor.calls).toHaveLength(3);
  });
});
