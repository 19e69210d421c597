import { type TurnEvent } from "@ai-orchestrator/contract";
import { expect } from "vitest";

/** The laws of every stream: starts and ends properly, no gap in seq, one last event, blocks opened and closed. */
export function expectWellFormed(events: readonly TurnEvent[]): void {
  expect(events[0]?.type).toBe("turn-start");
  expect(events.map((event) => event.seq)).toEqual(events.map((_event, index) => index));
  expect(new Set(events.map((event) => event.turnId)).size).toBe(1);
  const last = events.filter((event) => event.type === "turn-end" || event.type === "turn-error");
  expect(last).toHaveLength(1);
  expect(events.at(-1)).toBe(last[0]);
  expectStepsInOrder(events);
  const open = new Set<string>();
  for (const event of events) {
    if (event.type === "text-start" || event.type === "reasoning-start") {
      expect(open.has(event.id)).toBe(false);
      open.add(event.id);
    }
    if (event.type === "text-delta" || event.type === "reasoning-delta") expect(open.has(event.id)).toBe(true);
    if (event.type === "text-end" || event.type === "reasoning-end") expect(open.delete(event.id)).toBe(true);
  }
  expect([...open]).toEqual([]);
}

/** Steps come one after the other; what belongs to one lies between its start and its end. */
function expectStepsInOrder(events: readonly TurnEvent[]): void {
  let current: number | undefined;
  let next = 0;
  for (const event of events) {
    if (event.type === "step-start") {
      expect(current).toBeUndefined();
      expect(event.step).toBe(next);
      current = event.step;
      next += 1;
    } else if (event.type === "step-end") {
      expect(event.step).toBe(current);
      current = undefined;
    } else if (event.step !== undefined) {
      expect(event.step).toBe(current);
    }
  }
  expect(current).toBeUndefined();
}
