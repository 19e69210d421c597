import { SILENT_LOGGER, type UsageRecord } from "@ai-orchestrator/contract";
import { openStore } from "@ai-orchestrator/store";
import { expect, test } from "vitest";
import { groupCommitLedger } from "./group-commit-ledger.ts";

const AT = Date.UTC(2026, 10, 28);
const RECORD: UsageRecord = {
  at: AT,
  turnId: "t1",
  model: "m",
  provider: "openai",
  task: "chat",
  usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
  cost: { usd: 1 },
};
const BUDGET = { scope: "user", period: "day", limitUsd: 10 } as const;

test("what was settled counts at once, is written with the next question about it, and synced at the end", () => {
  let id = 0;
  using store = openStore({ path: ":memory:", now: () => AT, newId: () => `r${id++}`, logger: SILENT_LOGGER });
  const done: string[] = [];
  const told = {
    ...store,
    ledger: {
      ...store.ledger,
      settleAll: (settlements: Parameters<typeof store.ledger.settleAll>[0]): void => {
        done.push(`${settlements.length} written`);
        store.ledger.settleAll(settlements);
      },
      sync: (): void => {
        done.push("synced");
        store.ledger.sync();
      },
    },
  };
  {
    using ledger = groupCommitLedger(told, SILENT_LOGGER);
    const [first, second] = [1, 2].map(() => ledger.reserve({ at: AT, estimateUsd: 2, budgets: [BUDGET] }));
    ledger.settle(first!, [RECORD]);
    ledger.release(second!);
    expect(done).toEqual([]);
    expect(ledger.remaining([BUDGET], AT)).toMatchObject([{ spentUsd: 1, remainingUsd: 9 }]);
    expect(done).toEqual(["2 written"]);
  }
  expect(done).toEqual(["2 written", "synced"]);
});

test("what waits at the end is written and synced", () => {
  using store = openStore({ path: ":memory:", now: () => AT, newId: () => "r", logger: SILENT_LOGGER });
  {
    using ledger = groupCommitLedger(store, SILENT_LOGGER);
    ledger.settle(ledger.reserve({ at: AT, estimateUsd: 1, budgets: [] }), [RECORD]);
  }
  expect(store.ledger.report({ by: "model" })).toMatchObject([{ calls: 1, usd: 1 }]);
});

test("what could not be written is written with the next write", () => {
  using store = openStore({ path: ":memory:", now: () => AT, newId: () => "r", logger: SILENT_LOGGER });
  let isLocked = true;
  const settleAll = (settlements: Parameters<typeof store.ledger.settleAll>[0]): void => {
    if (isLocked) throw new Error("database is locked");
    store.ledger.settleAll(settlements);
  };
  using ledger = groupCommitLedger({ ...store, ledger: { ...store.ledger, settleAll } }, SILENT_LOGGER);
  const settle = (): void => ledger.settle(ledger.reserve({ at: AT, estimateUsd: 1, budgets: [] }), [RECORD]);
  settle();
  expect(() => ledger.report({ by: "model" })).toThrow("locked");
  settle();
  isLocked = false;
  expect(ledger.report({ by: "model" })).toMatchObject([{ calls: 2, usd: 2 }]);
});
