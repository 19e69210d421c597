import { OrchestratorError, type TurnEvent } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { FakeClock } from "../../../test/fake-clock.ts";
import { answer, collect, fakeModel, fakeProvider, fakeWorld, textOf, type Move } from "../../../test/fake-world.ts";
import { expectWellFormed } from "../../../test/well-formed.ts";
import { createEngine } from "../../create-engine.ts";

const [a, b] = [fakeModel("openai-a"), fakeModel("groq-b")];

/** An engine that knows `a` answers in 100 ms; then `a` and `b` play what is given. */
async function hedged(slow: readonly Move[], quick: readonly Move[], enabled = true) {
  const clock = new FakeClock();
  let isWarm = false;
  const first = fakeProvider("openai", clock, (_call, index) =>
    isWarm ? slow : [{ wait: index < 20 ? 100 : 90 }, ...answer(["w"])],
  );
  const second = fakeProvider("groq", clock, () => quick);
  const world = fakeWorld({
    clock,
    models: [a, b],
    providers: [first, second],
    settings: { hedge: { enabled, maxExtraShare: 0.05 } },
  });
  const engine = createEngine(world.deps);
  for (let n = 0; n < 30; n += 1) await collect(clock, engine.stream({ prompt: "warm" }));
  isWarm = true;
  first.calls.length = 0;
  const start = clock.monotonic();
  const events: TurnEvent[] = await collect(clock, engine.stream({ prompt: "q" }));
  expectWellFormed(events);
  expect(clock.pending).toBe(0);
  expect(world.ledger.open.size).toBe(0);
  return { events, first, second, clock, took: clock.monotonic() - start, engine };
}

describe("hedging", () => {
  test("asks the next model after p95, shows only the faster, cancels the other", async () => {
    const { events, first, second, took } = await hedged(
      [{ wait: 5_000 }, ...answer(["slow"])],
      [{ wait: 50 }, ...answer(["quick"])],
    );
    expect(textOf(events)).toBe("quick");
    expect(took).toBe(150);
    expect(events.filter((event) => event.type === "failover")).toMatchObject([
      { from: a.key, to: b.key, error: { code: "timeout" } },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "turn-end", model: b.key, attempts: 2 });
    expect(first.calls[0]?.signal.aborted).toBe(true);
    expect(second.calls).toHaveLength(1);
  });

  test("the first model may still win; then the second leaves no trace", async () => {
    const { events, second, took } = await hedged(
      [{ wait: 120 }, ...answer(["first"])],
      [{ wait: 5_000 }, ...answer(["never"])],
    );
    expect(textOf(events)).toBe("first");
    expect(took).toBe(120);
    expect(events.some((event) => event.type === "failover")).toBe(false);
    expect(second.calls[0]?.signal.aborted).toBe(true);
  });

  test("whatever fails, the other goes on; a fast failure does not wait", async () => {
    const fault = { fail: new OrchestratorError("authentication", "no") };
    const late = await hedged([{ wait: 200 }, fault], [{ wait: 300 }, ...answer(["second"])]);
    expect(textOf(late.events)).toBe("second");
    const broken = await hedged([{ wait: 200 }, ...answer(["first"])], [fault]);
    expect(textOf(broken.events)).toBe("first");
    const both = await hedged([{ wait: 200 }, fault], [{ wait: 10 }, fault]);
    expect(both.events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "authentication", model: a.key } });
    const fast = await hedged([{ wait: 10 }, fault], answer(["next"]));
    expect(textOf(fast.events)).toBe("next");
    expect(fast.took).toBe(10);
  });

  test("a winner that breaks off after its first token ends the turn with its own error", async () => {
    const { events } = await hedged(
      [{ wait: 5_000 }, ...answer(["slow"])],
      [...answer(["half"]).slice(0, 3), { fail: new OrchestratorError("server", "500") }],
    );
    expect(textOf(events)).toBe("half");
    expect(events.at(-1)).toMatchObject({ type: "turn-error", error: { code: "server", model: b.key } });
  });

  test("is off by default and within five per cent of all calls when on", async () => {
    const off = await hedged([{ wait: 500 }, ...answer(["slow"])], answer(["quick"]), false);
    expect(textOf(off.events)).toBe("slow");
    const { engine, clock, second } = await hedged([{ wait: 500 }, ...answer(["slow"])], answer(["quick"]));
    const before = second.calls.length;
    for (let n = 0; n < 10; n += 1) await collect(clock, engine.stream({ prompt: "q" }));
    expect(second.calls.length - before).toBeLessThanOrEqual(1);
  });
});
