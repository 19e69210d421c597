import {
  ERROR_CODES,
  initialTurnState,
  OrchestratorError,
  reduceTurn,
  type ModelEvent,
  type TurnEvent,
} from "@ai-orchestrator/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { fakeDecision, fakeModel, fakeProvider, fakeWorld, SOME_USAGE, type Move } from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => process.on("unhandledRejection", note));
afterAll(() => {
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

const ids = fc.constantFrom("0", "1");
const words = fc.constantFrom("", "a", "bc ", "🙂");

/** Anything a provider may do, in any order, sense or not. */
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom("text-delta", "reasoning-delta"), id: ids, text: words }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("text-start", "reasoning-start", "text-end", "reasoning-end"),
      id: ids,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom("text-end", "reasoning-end"),
      id: ids,
      providerMetadata: fc.constant({ p: { s: 1 } }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Move>({ type: "tool-call", id: "t", name: "f", input: {}, rawInput: "{}" }) },
  { weight: 1, arbitrary: fc.constant<Move>({ type: "source", id: "s", url: "https://example.org" }) },
  { weight: 1, arbitrary: fc.constant<Move>({ type: "downloading", message: "model" }) },
  {
    weight: 1,
    arbitrary: fc.constant<Move>({
      type: "response-start",
      rateLimits: { requestsRemaining: 0, requestsResetMs: 500 },
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom(1, 200, 5_000, 40_000, 200_000).map((wait) => ({ wait })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...ERROR_CODES).map((code) => ({ fail: new OrchestratorError(code, code) })),
  },
  { weight: 1, arbitrary: fc.constantFrom("deaf" as const, "obedient" as const).map((hang) => ({ hang })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("stop", "length", "content-filter", "error")
      .map((reason) => ({ type: "finish", reason, usage: SOME_USAGE }) as ModelEvent),
  },
) as fc.Arbitrary<Move>;

const scripts = fc.array(fc.array(moves, { maxLength: 12 }), { minLength: 1, maxLength: 4 });

const situations = fc.record({
  first: scripts,
  second: scripts,
  chain: fc.boolean(),
  hedge: fc.boolean(),
  continueAfterPartial: fc.boolean(),
  limit: fc.boolean(),
  timeoutMs: fc.option(fc.constantFrom(100, 30_000)),
  cancelAt: fc.option(fc.constantFrom(0, 1, 300, 20_000)),
  leaveAfter: fc.option(fc.nat(20)),
  readerPause: fc.constantFrom(0, 0, 7_000),
});

test("whatever two providers, the reader and the user do: proper events, everything settled, nothing left running", async () => {
  await fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      const clock = new FakeClock();
      const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b", { reasoning: true })];
      const play = (list: readonly (readonly Move[])[]) => (_call: unknown, index: number) =>
        list[index % list.length] ?? [];
      const providers = [
        fakeProvider("openai", clock, play(situation.first)),
        fakeProvider("groq", clock, play(situation.second)),
      ];
      const store = fakeStore();
      const chain = {
        recipe: "r",
        steps: [
          { role: "search", model: b.key, fallbacks: [a.key] },
          { role: "analysis", model: a.key, fallbacks: [b.key] },
        ],
      };
      const world = fakeWorld({
        clock,
        models: [a, b],
        providers,
        deps: { store },
        decide: () => fakeDecision(a, [b], situation.chain ? { chain } : {}),
        settings: {
          hedge: { enabled: situation.hedge, maxExtraShare: 1 },
          continueAfterPartial: situation.continueAfterPartial,
          providers: situation.limit ? { openai: { requestsPerMinute: 2, tokensPerMinute: 500 } } : {},
        },
      });
      const engine = createEngine(world.deps);
      const controller = new AbortController();
      if (situation.cancelAt !== null) void clock.sleep(situation.cancelAt).then(() => controller.abort());
      const events: TurnEvent[] = [];
      const request = {
        prompt: "q",
        save: true,
        ...(situation.timeoutMs === null ? {} : { timeoutMs: situation.timeoutMs }),
      };
      const read = async (): Promise<void> => {
        for await (const event of engine.stream(request, { signal: controller.signal })) {
          events.push(event);
          if (events.length > (situation.leaveAfter ?? Number.POSITIVE_INFINITY)) break;
          if (situation.readerPause > 0) await clock.sleep(situation.readerPause);
        }
      };
      await clock.drive(read());
      await clock.advance(30_000);
      if (situation.leaveAfter === null) {
        expectWellFormed(events);
        const state = events.reduce(reduceTurn, initialTurnState());
        const stored = store.turn(state.turnId);
        expect(stored?.status).toBe(state.status);
        expect(stored?.answer).toEqual(state.parts);
        const last = events.at(-1);
        if (last?.type === "turn-end" && situation.timeoutMs !== null)
          expect(last.latencyMs).toBeLessThanOrEqual(situation.timeoutMs);
      }
      expect(store.turns(store.list().items[0]?.id ?? "").every((turn) => turn.status !== "running")).toBe(true);
      expect(world.ledger.open.size).toBe(0);
      expect(clock.pending).toBe(0);
      for (const call of providers.flatMap((provider) => provider.calls)) expect(call.closedAt).toBeDefined();
      const attempts = events
        .filter((event) => event.type === "turn-end" || event.type === "turn-error")
        .at(-1)?.attempts;
      if (attempts !== undefined)
        expect(providers.reduce((sum, provider) => sum + provider.calls.length, 0)).toBe(attempts);
    }),
    { numRuns: 600 },
  );
});
