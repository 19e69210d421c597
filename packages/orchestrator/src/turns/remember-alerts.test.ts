import type { Alert, TurnEvent, TurnStream } from "@ai-orchestrator/contract";
import { expect, it } from "vitest";
import { alertKeeper, withAlerts } from "./remember-alerts.ts";

const alert = { id: "a1", rule: "r" } as Alert;
const events = [
  { type: "turn-start", turnId: "t", seq: 0, at: 0 },
  { type: "alert", turnId: "t", seq: 1, alert },
  { type: "turn-error", turnId: "t", seq: 2, error: { code: "network", message: "m", retryable: false } },
] as readonly TurnEvent[];
const turn = (): TurnStream => ({
  turnId: "t",
  async *[Symbol.asyncIterator]() {
    yield* events;
  },
});

it("a turn whose alerts cannot be kept is told in full, read or run to its end, and the log says what is missing", async () => {
  const said: unknown[] = [];
  const keep = alertKeeper(() => Promise.reject(new Error("disk full")), { log: (...line) => void said.push(line) });
  expect(await Array.fromAsync(withAlerts(turn(), keep))).toEqual(events);
  const state = await withAlerts(turn(), keep).toEnd?.();
  expect(state).toMatchObject({ status: "failed", alerts: [alert] });
  const line = ["error", "Alerts of a turn could not be kept.", { rules: "r", error: "disk full", code: "internal" }];
  expect(said).toEqual([line, line]);
});

it("keeps the alerts of a turn, but not of an incognito one", async () => {
  const kept: Alert[] = [];
  const keep = alertKeeper(async (alerts) => void kept.push(...alerts), { log: () => expect.fail("nothing to say") });
  await Array.fromAsync(withAlerts(turn(), keep));
  await withAlerts(turn(), keep).toEnd?.();
  expect(kept).toEqual([alert, alert]);
  const hidden: TurnStream = {
    turnId: "t",
    async *[Symbol.asyncIterator]() {
      for (const event of events) yield event.type === "turn-start" ? { ...event, incognito: true } : event;
    },
  };
  await Array.fromAsync(withAlerts(hidden, keep));
  await withAlerts(hidden, keep).toEnd?.();
  expect(kept).toHaveLength(2);
});
