// Reserves and settles until the budget is used up; prints how often it was let through.
import { writeSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { openStore } from "../../src/index.ts";

const [, , path = "", limit = "0"] = process.argv;
const at = Date.UTC(2026, 0, 1);
const budgets = [
  { scope: "user", period: "day", limitUsd: Number(limit) },
  { scope: "key-1", period: "month", limitUsd: Number(limit) * 2 },
] as const;
const usage = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
let passed = 0;
// One clock for both: a store opened by a later one takes reservations of that day for six hours old, and gives them up.
using store = openStore({ path, now: () => at, newId: () => crypto.randomUUID() });
for (;;) {
  try {
    const reservation = store.ledger.reserve({ at, estimateUsd: 0.02, budgets });
    store.ledger.settle(reservation, [
      { at, turnId: "t", model: "m", provider: "p", task: "chat", usage, cost: { usd: 0.01 }, keyId: "key-1" },
    ]);
    passed += 1;
  } catch (thrown) {
    if (thrown instanceof OrchestratorError && thrown.code === "budget_exceeded") break;
    throw thrown;
  }
}
writeSync(1, `${passed}\n`);
