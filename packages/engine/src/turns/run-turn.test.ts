import { OrchestratorError } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { answer, collect, fakeDecision, fakeModel, fakeProvider, fakeWorld, textOf } from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

describe("a turn that works", () => {
  test("streams from turn-start to turn-end with everything between in order", async () => {
    const clock = new FakeClock();
    const model = fakeModel("openai-a");
    const provider = fakeProvider("openai", clock, () => answer(["Hel", "lo"]));
    const world = fakeWorld({ clock, models: [model], providers: [provider] });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    expect(textOf(events)).toBe("Hello");
    expect(events.map((event) => (event.type === "status" ? event.phase : event.type))).toEqual([
      "turn-start",
      "validating",
      "classifying",
      "routing",
      "route-decided",
      "selecting",
      "generating",
      "text-start",
      "text-delta",
      "text-delta",
      "text-end",
      "usage",
      "turn-end",
    ]);
    expect(events.at(-1)).toMatchObject({
      model: "openai-a",
      finishReason: "stop",
      attempts: 1,
      cost: { usd: 20e-6 },
      responseId: "r1",
    });
    expect(world.ledger.records).toHaveLength(1);
    expect(world.ledger.open.size).toBe(0);
    expect(world.audits).toMatchObject([{ outcome: "ok", model: "openai-a", promptLength: 2 }]);
    expect(clock.pending).toBe(0);
  });

  test("fails over before the first token, announced, and leaves no trace of the failed call", async () => {
    const clock = new FakeClock();
    const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b")];
    const bad = fakeProvider("openai", clock, () => [
      { type: "response-start" },
      { type: "text-start", id: "0" },
      { fail: new OrchestratorError("authentication", "bad key") },
    ]);
    const good = fakeProvider("groq", clock, () => answer(["ok"]));
    const world = fakeWorld({ clock, models: [a, b], providers: [bad, good], decide: () => fakeDecision(a, [b]) });
    const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi" }));
    expectWellFormed(events);
    expect(textOf(events)).toBe("ok");
    expect(events.filter((event) => event.type === "failover")).toMatchObject([
      { from: "openai-a", to: "groq-b", error: { code: "authentication" } },
    ]);
    expect(events.filter((event) => event.type === "text-start")).toHaveLength(1);
    expect(bad.calls).toHaveLength(1);
  });
});
