import {
  endOfTurn,
  initialTurnState,
  OrchestratorError,
  reduceTurn,
  type TurnEvent,
  type TurnState,
} from "@ai-orchestrator/contract";
import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import { fakeStore } from "../../test/fake-store.ts";
import { answer, collect, fakeModel, fakeProvider, fakeWorld, type Move } from "../../test/fake-world.ts";
import { createEngine } from "../create-engine.ts";
import type { Engine } from "./engine.ts";

const model = fakeModel("openai-a");

function engineOf(script: readonly Move[], store?: ReturnType<typeof fakeStore>): { clock: FakeClock; engine: Engine } {
  const clock = new FakeClock();
  const provider = fakeProvider("openai", clock, () => script);
  const kept = store === undefined ? {} : { store };
  const world = fakeWorld({ clock, models: [model], providers: [provider], ...kept });
  return { clock, engine: createEngine(world.deps) };
}

/** What differs between two runs of the same turn. */
function comparable({ turnId: _id, decision: _decision, lastSeq: _seq, ...state }: TurnState): unknown {
  return state;
}

const SCRIPTS: Readonly<Record<string, readonly Move[]>> = {
  "an answer": answer(["Hel", "lo"]),
  "a failure": [{ fail: new OrchestratorError("authentication", "bad key") }],
  "an answer that breaks off": [
    { type: "response-start" },
    { type: "text-start", id: "0" },
    { type: "text-delta", id: "0", text: "Hel" },
    { fail: new OrchestratorError("content_filtered", "no more of that") },
  ],
};

test.each(Object.entries(SCRIPTS))("run to its end, %s comes to what its events fold into", async (_name, script) => {
  for (const isKept of [false, true]) {
    const read = engineOf(script, isKept ? fakeStore() : undefined);
    const request = { prompt: "Hi", save: isKept, ...(isKept ? {} : { deliver: "whole" as const }) };
    const events = await collect(read.clock, read.engine.stream(request));
    const folded = events.reduce(reduceTurn, initialTurnState());
    for (const listens of [false, true]) {
      const seen: TurnEvent[] = [];
      const run = engineOf(script, isKept ? fakeStore() : undefined);
      const ended = endOfTurn(run.engine.stream(request), listens ? (event) => seen.push(event) : undefined);
      const state = await run.clock.drive(ended);
      expect({ ...(comparable(state) as object), conversationId: 0 }).toEqual({
        ...(comparable(folded) as object),
        conversationId: 0,
      });
      if (listens) expect(seen.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    }
  }
});

test("a turn that runs to its end is cancelled by its signal", async () => {
  const { clock, engine } = engineOf([{ type: "response-start" }, { hang: "obedient" }]);
  const controller = new AbortController();
  const cancelLater = ({ type }: TurnEvent): void => {
    if (type === "route-decided") controller.abort();
  };
  const ended = endOfTurn(engine.stream({ prompt: "Hi" }, { signal: controller.signal }), cancelLater);
  expect(await clock.drive(ended)).toMatchObject({ status: "cancelled", error: { code: "cancelled" } });
});
