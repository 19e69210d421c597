import type { Budget, UsageRecord } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testStore } from "../../test/test-store.ts";
import { openStore } from "../open-store.ts";
import { budgetWindow } from "./budget-window.ts";

const AT = Date.UTC(2026, 0, 31, 23, 59);
const DAY: Budget = { scope: "user", period: "day", limitUsd: 1 };

function record(extra: Partial<UsageRecord> = {}): UsageRecord {
  const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 2, reasoningTokens: 3 };
  return {
    at: AT,
    turnId: "t",
    conversationId: "c",
    model: "m",
    provider: "p",
    task: "chat",
    usage,
    cost: { usd: 0.25 },
    ...extra,
  };
}

test("a reservation counts as spent until it is settled or given back", () => {
  const { ledger } = testStore();
  const left = (): number | undefined => ledger.remaining([DAY], AT)[0]?.remainingUsd;
  const first = ledger.reserve({ at: AT, estimateUsd: 0.6, budgets: [DAY] });
  expect(left()).toBe(0.4);
  expect(() => ledger.reserve({ at: AT, estimateUsd: 0.5, budgets: [DAY] })).toThrow(
    expect.objectContaining({
      code: "budget_exceeded",
      details: expect.objectContaining({ scope: "user", spentUsd: 0.6, resetsAt: "2026-02-01T00:00:00.000Z" }),
    }),
  );
  ledger.settle(first, [record()]);
  expect(left()).toBe(0.75);
  ledger.settle(first, [record()]);
  expect(left()).toBe(0.5);
  ledger.release(ledger.reserve({ at: AT, estimateUsd: 0.5, budgets: [DAY] }));
  expect(left()).toBe(0.5);
  expect(ledger.remaining([DAY], AT + 3_600_000)[0]?.remainingUsd).toBe(1);
});

test("what costs nothing is never refused, and demo answers cost nothing", () => {
  const { ledger } = testStore();
  ledger.settle({ id: "none" }, [record({ cost: { usd: 5 } })]);
  expect(() => ledger.reserve({ at: AT, estimateUsd: 0, budgets: [DAY] })).not.toThrow();
  expect(() => ledger.reserve({ at: AT, estimateUsd: 0.001, budgets: [DAY] })).toThrow(/used up/);
  ledger.settle({ id: "none" }, [record({ demo: true, cost: { usd: 100 } })]);
  expect(ledger.remaining([DAY], AT)[0]?.spentUsd).toBe(5);
});

test("a key has its own budget, and its spending counts for the user as well", () => {
  const { ledger } = testStore();
  ledger.settle({ id: "none" }, [record({ keyId: "k1" }), record({ keyId: "k2" }), record()]);
  const month = (scope: string): Budget => ({ scope, period: "month", limitUsd: 10 });
  expect(ledger.remaining([month("k1"), month("k2"), month("user")], AT).map((row) => row.spentUsd)).toEqual([
    0.25, 0.25, 0.75,
  ]);
});

test("windows end where the day and the month end (UTC)", () => {
  expect(budgetWindow("day", AT)).toEqual({ window: "2026-01-31", resetsAt: "2026-02-01T00:00:00.000Z" });
  expect(budgetWindow("month", Date.UTC(2026, 11, 5))).toEqual({
    window: "2026-12",
    resetsAt: "2027-01-01T00:00:00.000Z",
  });
});

test("an incognito record points nowhere", () => {
  const store = testStore();
  store.ledger.settle({ id: "none" }, [
    record({ incognito: true, conversationId: "c-secret", turnId: "t-secret", task: "roleplay" }),
  ]);
  const row = store.context.database.raw.prepare("SELECT * FROM usage_record").get();
  expect(JSON.stringify(row)).not.toMatch(/secret|roleplay/);
  expect(store.ledger.report({ by: "model" })).toMatchObject([{ group: "m", calls: 1, usd: 0.25 }]);
});

test("reports group and narrow", () => {
  const { ledger } = testStore();
  ledger.settle({ id: "none" }, [
    record(),
    record({
      model: "big",
      provider: "q",
      cost: { usd: 3 },
      at: AT + 86_400_000,
      conversationId: "d",
      client: "cli",
      keyId: "k",
    }),
    record({ cost: { usd: null }, task: "code" }),
  ]);
  const groups = (by: Parameters<typeof ledger.report>[0]["by"]): [string, number, number, number][] =>
    ledger.report({ by }).map((row) => [row.group, row.calls, row.usd, row.unknownCostCalls]);
  expect(groups("model")).toEqual([
    ["big", 1, 3, 0],
    ["m", 2, 0.25, 1],
  ]);
  expect(groups("provider")).toEqual([
    ["q", 1, 3, 0],
    ["p", 2, 0.25, 1],
  ]);
  expect(groups("task")).toEqual([
    ["chat", 2, 3.25, 0],
    ["code", 1, 0, 1],
  ]);
  expect(groups("day")).toEqual([
    ["2026-01-31", 2, 0.25, 1],
    ["2026-02-01", 1, 3, 0],
  ]);
  expect(groups("month")).toEqual([
    ["2026-01", 2, 0.25, 1],
    ["2026-02", 1, 3, 0],
  ]);
  expect(groups("conversation")).toEqual([
    ["d", 1, 3, 0],
    ["c", 2, 0.25, 1],
  ]);
  expect(groups("client")).toEqual([
    ["cli", 1, 3, 0],
    ["", 2, 0.25, 1],
  ]);
  expect(groups("key")).toEqual([
    ["k", 1, 3, 0],
    ["", 2, 0.25, 1],
  ]);
  expect(ledger.report({ by: "model", from: "2026-02-01" })).toHaveLength(1);
  expect(ledger.report({ by: "model", keyId: "k" })).toMatchObject([
    { group: "big", usage: { inputTokens: 10, outputTokens: 5, reasoningTokens: 3 } },
  ]);
});

test("whatever is reserved, settled and released, no budget is ever overrun by estimates that hold", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          cents: fc.integer({ min: 1, max: 40 }),
          used: fc.double({ min: 0, max: 1, noNaN: true }),
          end: fc.constantFrom("settle", "release", "keep"),
        }),
        { maxLength: 40 },
      ),
      (steps) => {
        using store = openStore({ path: ":memory:", now: () => AT, newId: () => crypto.randomUUID() });
        let spent = 0;
        let held = 0;
        for (const { cents, used, end } of steps) {
          const estimateUsd = cents / 100;
          const fits = Math.round((spent + held + estimateUsd) * 1e9) <= 1e9;
          if (!fits) {
            expect(() => store.ledger.reserve({ at: AT, estimateUsd, budgets: [DAY] })).toThrow(/used up/);
            continue;
          }
          const reservation = store.ledger.reserve({ at: AT, estimateUsd, budgets: [DAY] });
          const usd = Math.round(estimateUsd * used * 1e9) / 1e9;
          if (end === "settle") store.ledger.settle(reservation, [record({ cost: { usd } })]);
          if (end === "release") store.ledger.release(reservation);
          if (end === "settle") spent += usd;
          if (end === "keep") held += estimateUsd;
        }
        expect(store.ledger.remaining([DAY], AT)[0]?.spentUsd).toBeCloseTo(spent + held, 8);
      },
    ),
    { numRuns: 60 },
  );
});

test("every record of a group is kept, whatever their number", () => {
  for (const many of [1, 15, 16, 17, 37]) {
    const { ledger } = testStore();
    const records = Array.from({ length: many }, (_, index) =>
      record({ model: `m${index}`, task: "code", keyId: "k" }),
    );
    ledger.settleAll(records.map((one) => [{ id: "" }, [one]] as const));
    const rows = ledger.report({ by: "model" });
    expect(rows.map(({ group }) => group).toSorted()).toEqual(records.map(({ model }) => model).toSorted());
    expect(rows.every(({ calls, usage, usd }) => calls === 1 && usage.inputTokens === 10 && usd === 0.25)).toBe(true);
    expect(ledger.remaining([{ ...DAY, limitUsd: 100 }], AT)[0]?.spentUsd).toBe(many * 0.25);
  }
});
