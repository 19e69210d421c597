import type { UsageGroup, UsageLedger, UsageRow } from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import { epochMs } from "../conversations/conversation-filter.ts";
import { toUsd } from "../conversations/money.ts";
import type { Database } from "../database/database.ts";

/** SQL that names the group of a record. Days and months are UTC. */
const GROUPS: Readonly<Record<UsageGroup, string>> = {
  model: "model",
  provider: "provider",
  task: "task",
  day: "strftime('%Y-%m-%d', at / 1000, 'unixepoch')",
  month: "strftime('%Y-%m', at / 1000, 'unixepoch')",
  conversation: "coalesce(conversation_id, '')",
  client: "coalesce(client, '')",
  key: "coalesce(key_id, '')",
};

/** Totals by group: time groups in order, others by money, most first. Records that name no such group come under "". */
export function usageReport(database: Database, query: Parameters<UsageLedger["report"]>[0]): readonly UsageRow[] {
  const where: string[] = ["1"];
  const params: SQLInputValue[] = [];
  const narrow = (sql: string, value: SQLInputValue): void => {
    where.push(sql);
    params.push(value);
  };
  if (query.from !== undefined) narrow("at >= ?", epochMs(query.from));
  if (query.until !== undefined) narrow("at < ?", epochMs(query.until));
  if (query.keyId !== undefined) narrow("key_id = ?", query.keyId);
  const order = query.by === "day" || query.by === "month" ? "1" : "nanos DESC, calls DESC, 1";
  const rows = database
    .prepare(
      `SELECT ${GROUPS[query.by]} AS grouped, count(*) AS calls, coalesce(sum(cost_nanos), 0) AS nanos, sum(cost_nanos IS NULL) AS unknown,
         sum(input) AS input, sum(cache_read) AS cache_read, sum(cache_write) AS cache_write, sum(output) AS output,
         sum(reasoning) AS reasoning, max(estimated) AS estimated
       FROM usage_record WHERE ${where.join(" AND ")} GROUP BY 1 ORDER BY ${order}`,
    )
    .all(...params);
  return rows.map((row) => ({
    group: String(row.grouped),
    calls: Number(row.calls),
    usage: {
      inputTokens: Number(row.input),
      cacheReadTokens: Number(row.cache_read),
      cacheWriteTokens: Number(row.cache_write),
      outputTokens: Number(row.output),
      reasoningTokens: Number(row.reasoning),
      ...(row.estimated === 1 ? { estimated: true } : {}),
    },
    usd: toUsd(Number(row.nanos)),
    unknownCostCalls: Number(row.unknown),
  }));
}
