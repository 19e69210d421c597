import {
  initialTurnState,
  OrchestratorError,
  reduceTurn,
  type ResponseFormat,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
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

const cheap = fakeModel("groq-cheap");
const strong = fakeModel("openai-strong");
const spare = fakeModel("mistral-spare");
const down: Move = { fail: new OrchestratorError("authentication", "No key.") };

async function run(moves: readonly (readonly Move[])[], request: Partial<TurnRequest> = {}, judge?: string) {
  const clock = new FakeClock();
  const store = fakeStore();
  const providers = ["groq", "openai", "mistral"].map((id, index) =>
    fakeProvider(id, clock, () => moves[index] ?? answer(["spare"])),
  );
  const world = fakeWorld({
    clock,
    models: [cheap, strong, spare],
    providers,
    deps: { store },
    decide: () => fakeDecision(cheap, [strong, spare], { cascade: judge === undefined ? {} : { judge } }),
  });
  const events = await collect(
    clock,
    createEngine(world.deps).stream({ prompt: "What is it?", save: true, ...request }),
  );
  expectWellFormed(events);
  expect(clock.pending).toBe(0);
  const state = events.reduce(reduceTurn, initialTurnState());
  const stored = [...store.turns(state.conversationId ?? "")];
  return { events, state, stored, ledger: world.ledger, asked: providers.map((provider) => provider.calls.length) };
}

describe("a cascade", () => {
  it("gives the cheap answer where nothing is wrong with it", async () => {
    const { events, state, asked } = await run([answer(["It is ", "Paris."])]);
    expect(textOf(events)).toBe("It is Paris.");
    expect(state).toMatchObject({ status: "complete", model: cheap.key, failovers: [], attempts: 1 });
    expect(asked).toEqual([1, 0, 0]);
  });

  it("shows nothing of an answer that does not pass, asks the next, and books both", async () => {
    const { events, state, stored, ledger } = await run([answer(["I don't know."]), answer(["Paris."])]);
    expect(textOf(events)).toBe("Paris.");
    expect(state).toMatchObject({
      model: strong.key,
      attempts: 2,
      usage: { inputTokens: 20 },
      failovers: [{ from: cheap.key, to: strong.key, error: { code: "bad_response", details: { check: "unsure" } } }],
    });
    expect(ledger.records.map((record) => record.model)).toEqual([cheap.key, strong.key]);
    expect(stored).toMatchObject([
      { model: strong.key, answer: [{ text: "Paris." }], failovers: [{ to: strong.key }], decision: { cascade: {} } },
    ]);
  });

  it("holds the answer to the schema asked for", async () => {
    const responseFormat: ResponseFormat = { type: "json", schema: { type: "object", required: ["a"] } };
    const { events } = await run([answer(["{}"]), answer(['{"a":1}'])], { responseFormat });
    expect(textOf(events)).toBe('{"a":1}');
  });

  it("goes on when the cheap model fails, and through all that are named", async () => {
    const { state, asked } = await run([[down], [down], answer(["spare"])]);
    expect(state).toMatchObject({ status: "complete", model: spare.key });
    expect(state.failovers.map((move) => move.to)).toEqual([strong.key, spare.key]);
    expect(asked).toEqual([1, 1, 1]);
  });

  it("lets the first answer stand where nobody gives a better one", async () => {
    const { events, state } = await run([answer(["I'm not sure, 1920?"]), [down], [down]]);
    expect(textOf(events)).toBe("I'm not sure, 1920?");
    expect(state).toMatchObject({ status: "complete", model: cheap.key });
    expect(state.failovers.at(-1)).toMatchObject({ to: cheap.key });
  });

  it("fails where there is no answer at all", async () => {
    const { state } = await run([[down], [down], [down]]);
    expect(state).toMatchObject({ status: "failed", error: { code: "authentication" } });
  });

  it("leaves a filtered answer as it is unless the user lets others be asked", async () => {
    const filtered: Move = {
      type: "finish",
      reason: "content-filter",
      usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    };
    const { asked } = await run([[...answer(["Some"]).slice(0, 4), filtered]]);
    expect(asked).toEqual([1, 0, 0]);
  });
});

describe("a judge", () => {
  const judge = spare.key;

  it("sends on what it does not believe, is booked, and is nobody's answer", async () => {
    const { events, state, stored, ledger } = await run(
      [answer(["Sydney."]), answer(["Canberra."]), answer(["FAIL"])],
      {},
      judge,
    );
    expect(textOf(events)).toBe("Canberra.");
    expect(state.failovers).toMatchObject([{ to: strong.key, error: { details: { check: "judged" } } }]);
    expect(ledger.records.map((record) => record.model)).toEqual([cheap.key, judge, strong.key]);
    expect(stored).toMatchObject([{ model: strong.key, cost: { usd: expect.any(Number) } }]);
  });

  it("lets pass what it believes, and what it cannot judge", async () => {
    for (const said of [answer(["PASS"]), answer(["Hm."]), [down]]) {
      const { events, state, stored } = await run([answer(["Canberra."]), answer(["no"]), said], {}, judge);
      expect(textOf(events)).toBe("Canberra.");
      expect(state).toMatchObject({ status: "complete", model: cheap.key, failovers: [] });
      expect(stored).toMatchObject([{ model: cheap.key }]);
    }
  });
});

it("tells of a fallback that cannot reason where reasoning was asked for", async () => {
  const { state } = await run([[down], answer(["Paris."])], { think: true });
  expect(state.failovers[0]).toMatchObject({ note: expect.stringContaining("does not show reasoning") });
});
