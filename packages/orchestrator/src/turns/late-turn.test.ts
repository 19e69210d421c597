import { describe, expect, it } from "vitest";
import type { Alert, TurnEvent, TurnStream } from "@ai-orchestrator/contract";
import { lateStream } from "./late-turn.ts";
import { rememberAlerts } from "./remember-alerts.ts";

const start: TurnEvent = { type: "turn-start", turnId: "t", seq: 0, at: 0 };
const status: TurnEvent = { type: "status", turnId: "t", seq: 1, phase: "generating" };

/** Events whose reader can be seen to leave. */
function eventsOf(events: readonly TurnEvent[]): TurnStream & { readonly left: () => number } {
  let left = 0;
  return {
    turnId: "t",
    left: () => left,
    async *[Symbol.asyncIterator]() {
      try {
        yield* events;
      } finally {
        left += 1;
      }
    },
  };
}

async function read(events: AsyncIterable<TurnEvent>): Promise<readonly string[]> {
  const types: string[] = [];
  for await (const event of events) types.push(event.type);
  return types;
}

describe("lateStream", () => {
  it("opens with the first read, once, and passes everything on", async () => {
    let made = 0;
    const stream = lateStream("t", async () => {
      made += 1;
      return eventsOf([start, status]);
    });
    expect(made).toBe(0);
    expect(await read(stream)).toEqual(["turn-start", "status"]);
    expect(made).toBe(1);
  });

  it("says why it could not be opened, and ends", async () => {
    const stream = lateStream("t", () => Promise.reject(new Error("no engine")));
    expect(await read(stream)).toEqual(["turn-start", "turn-error"]);
  });

  it("runs to its end what is not read, or says why it could not", async () => {
    const end: TurnEvent = {
      type: "turn-error",
      turnId: "t",
      seq: 2,
      error: { code: "cancelled", message: "no", retryable: false },
    };
    const seen: string[] = [];
    const state = await lateStream("t", async () => eventsOf([start, status, end])).toEnd?.((one) =>
      seen.push(one.type),
    );
    expect([state?.status, seen]).toEqual(["cancelled", ["turn-start", "status", "turn-error"]]);
    const failed = await lateStream("t", () => Promise.reject(new Error("no engine"))).toEnd?.();
    expect(failed).toMatchObject({ status: "failed", error: { code: "internal" } });
  });

  it("left in the middle, leaves what it reads; left before the start, never opens", async () => {
    const events = eventsOf([start, status]);
    for await (const event of lateStream("t", async () => events)) if (event.type === "turn-start") break;
    expect(events.left()).toBe(1);
    let made = 0;
    const iterator = lateStream("t", async () => {
      made += 1;
      return events;
    })[Symbol.asyncIterator]();
    await iterator.return?.();
    expect(await iterator.next()).toMatchObject({ done: true });
    expect(made).toBe(0);
  });
});

describe("rememberAlerts", () => {
  const alert = (turnId: string, seq: number): TurnEvent => ({
    type: "alert",
    turnId,
    seq,
    alert: { id: `a-${turnId}` } as Alert,
  });

  it("keeps an alert before it passes it on, and none of an incognito turn", async () => {
    const kept: string[] = [];
    const hidden: TurnEvent = { ...start, turnId: "h", incognito: true };
    const iterator = rememberAlerts(eventsOf([start, hidden, alert("t", 1), alert("h", 1)]), async (alerts) => {
      await Promise.resolve();
      kept.push(...alerts.map(({ id }) => id));
    });
    const seen: (string | undefined)[] = [];
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      seen.push(next.value.type === "alert" ? kept.at(-1) : next.value.type);
    expect(seen).toEqual(["turn-start", "turn-start", "a-t", "a-t"]);
    expect(kept).toEqual(["a-t"]);
  });

  it("leaves with its reader", async () => {
    const events = eventsOf([start, status]);
    const iterator = rememberAlerts(events, async () => undefined);
    await iterator.next();
    await iterator.return?.();
    expect(events.left()).toBe(1);
  });
});
