import { OrchestratorError, type TurnRequest } from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { answer, collect, fakeDecision, fakeModel, fakeProvider, fakeWorld, textOf } from "../../test/fake-world.ts";
import { expectWellFormed } from "../../test/well-formed.ts";
import { createEngine } from "../create-engine.ts";

const [first, second] = [fakeModel("openai-a"), fakeModel("groq-b")];

/** A turn whose first model says something and breaks off for good. */
async function run(
  request: Pick<TurnRequest, "deliver">,
  chain?: NonNullable<ReturnType<typeof fakeDecision>["chain"]>,
) {
  const clock = new FakeClock();
  const world = fakeWorld({
    clock,
    models: [first, second],
    providers: [
      fakeProvider("openai", clock, () => [
        ...answer(["half of ", "something"]).slice(0, 4),
        { fail: new OrchestratorError("server", "broken") },
      ]),
      fakeProvider("groq", clock, () => answer(["all ", "of it"])),
    ],
    decide: () => fakeDecision(chain === undefined ? first : second, [second], chain === undefined ? {} : { chain }),
  });
  const events = await collect(clock, createEngine(world.deps).stream({ prompt: "Hi", ...request }));
  expectWellFormed(events);
  return events;
}

test("what somebody watches is not started over after its first word", async () => {
  const events = await run({});
  expect(textOf(events)).toContain("half of");
  expect(events.at(-1)?.type).toBe("turn-error");
});

test("an answer that is delivered whole goes on to the next model, and shows nothing of the broken one", async () => {
  const events = await run({ deliver: "whole" });
  expect(textOf(events)).toBe("all of it");
  expect(events.filter((event) => event.type === "text-delta")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: "turn-end", model: second.key });
});

test("a step of a chain that nobody watches is started over too", async () => {
  const chain = {
    recipe: "r",
    steps: [
      { role: "draft", model: first.key, fallbacks: [second.key] },
      { role: "review", model: second.key, fallbacks: [] },
    ],
  };
  expect((await run({ deliver: "answer" }, chain)).at(-1)?.type).toBe("turn-end");
  expect((await run({}, chain)).at(-1)?.type).toBe("turn-error");
});
