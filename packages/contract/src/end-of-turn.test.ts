import { expect, it } from "vitest";
import { endOfTurn } from "./end-of-turn.ts";
import type { TurnEvent } from "./turn-event.ts";
import { initialTurnState } from "./turn-state.ts";

const events: readonly TurnEvent[] = [
  { type: "turn-start", turnId: "t", seq: 0, at: 0 },
  { type: "text-start", turnId: "t", seq: 1, id: "0" },
  { type: "text-delta", turnId: "t", seq: 2, id: "0", text: "Hello" },
  { type: "turn-error", turnId: "t", seq: 3, error: { code: "network", message: "gone", retryable: true } },
];

async function* read(): AsyncGenerator<TurnEvent> {
  yield* events;
}

it("folds the events of a turn that can only be read, and shows each", async () => {
  const seen: string[] = [];
  const state = await endOfTurn({ turnId: "t", [Symbol.asyncIterator]: read }, ({ type }) => seen.push(type));
  expect(state).toMatchObject({ status: "failed", error: { code: "network" }, parts: [{ text: "Hello" }] });
  expect(seen).toEqual(events.map(({ type }) => type));
});

it("leaves it to a turn that runs by itself, and does not read it", async () => {
  const state = { ...initialTurnState("t"), status: "complete" as const };
  const turn = {
    turnId: "t",
    [Symbol.asyncIterator]: () => {
      throw new Error("read");
    },
    toEnd: async () => state,
  };
  expect(await endOfTurn(turn)).toBe(state);
});
