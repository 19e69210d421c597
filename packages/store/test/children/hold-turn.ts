// Starts a turn, journals part of its answer, says so, and waits to be killed or, by a line on its input (Windows has no polite signal), told to finish.
import { writeSync } from "node:fs";
import { openStore } from "../../src/index.ts";
import { finishedTurn } from "../turns.ts";

const [, , path = "", conversationId = "", id = ""] = process.argv;
const store = openStore({ path, now: Date.now, newId: () => crypto.randomUUID() });
store.conversations.beginTurn({
  id,
  conversationId,
  question: [{ type: "text", text: "still there?" }],
  at: Date.now(),
});
store.conversations.journal(id, [
  { type: "turn-start", at: 1, turnId: id, seq: 0 },
  {
    type: "usage",
    model: "m",
    provider: "p",
    usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    cost: { usd: 1 },
    turnId: id,
    seq: 1,
  },
  { type: "reasoning-delta", id: "r", text: "let me ", turnId: id, seq: 2 },
  { type: "reasoning-delta", id: "r", text: "think", turnId: id, seq: 3 },
  { type: "text-delta", id: "a", text: "half an ", turnId: id, seq: 4 },
  { type: "text-delta", id: "a", text: "answ", turnId: id, seq: 5 },
]);
store.ledger.reserve({ at: Date.now(), estimateUsd: 5, budgets: [{ scope: "user", period: "day", limitUsd: 5 }] });
process.stdin.once("data", () => {
  store.conversations.finishTurn(finishedTurn({ id, conversationId }));
  store[Symbol.dispose]();
  process.exit(0);
});
setInterval(() => {}, 1_000);
writeSync(1, "holding\n");
