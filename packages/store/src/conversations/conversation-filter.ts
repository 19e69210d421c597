import { OrchestratorError, type ConversationFilter } from "@ai-orchestrator/contract";
import type { SQLInputValue } from "node:sqlite";
import { toNanos } from "./money.ts";

/** Conditions joined by AND, with their parameters in order. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly params: readonly SQLInputValue[];
}

type Clause = readonly [sql: string, ...params: SQLInputValue[]];

/** What a filter says about the conversation itself (alias `c`). Fields left out narrow nothing; deleted ones show only if asked for. */
export function conversationConditions(filter: ConversationFilter): Conditions {
  const clauses: Clause[] = [[filter.deleted === true ? "c.deleted_at IS NOT NULL" : "c.deleted_at IS NULL"]];
  if (filter.folder !== undefined) clauses.push(["c.folder = ?", filter.folder]);
  if (filter.pinned !== undefined) clauses.push(["c.pinned = ?", filter.pinned ? 1 : 0]);
  if (filter.archived !== undefined) clauses.push(["c.archived = ?", filter.archived ? 1 : 0]);
  if (filter.minCostUsd !== undefined) clauses.push(["c.cost_nanos >= ?", toNanos(filter.minCostUsd)]);
  if (filter.tag !== undefined) {
    clauses.push(["EXISTS (SELECT 1 FROM conversation_tag g WHERE g.conversation = c.rid AND g.tag = ?)", filter.tag]);
  }
  return conditions(clauses);
}

/** What a filter says about a turn (alias `t`), its time excepted. */
export function turnConditions(filter: ConversationFilter): Conditions {
  const clauses: Clause[] = [];
  if (filter.model !== undefined) clauses.push(["t.model = ?", filter.model]);
  if (filter.provider !== undefined) clauses.push(["t.provider = ?", filter.provider]);
  if (filter.task !== undefined) clauses.push(["t.task = ?", filter.task]);
  if (filter.hasAlert !== undefined) clauses.push(["t.has_alert = ?", filter.hasAlert ? 1 : 0]);
  return conditions(clauses);
}

/** Conversations in which some turn fits the filter. "No alert" means none in any turn. */
export function someTurnConditions(filter: ConversationFilter): Conditions {
  const { hasAlert, ...rest } = filter;
  const turn = turnConditions(rest);
  const clauses: Clause[] = [];
  if (turn.sql.length > 0) {
    clauses.push([
      `EXISTS (SELECT 1 FROM turn t WHERE t.conversation = c.rid AND ${turn.sql.join(" AND ")})`,
      ...turn.params,
    ]);
  }
  if (hasAlert !== undefined) {
    clauses.push([
      `${hasAlert ? "" : "NOT "}EXISTS (SELECT 1 FROM turn t WHERE t.conversation = c.rid AND t.has_alert = 1)`,
    ]);
  }
  return conditions(clauses);
}

/** From (inclusive) and until (exclusive) on an epoch-ms column. */
export function timeConditions(column: string, filter: Pick<ConversationFilter, "from" | "until">): Conditions {
  const clauses: Clause[] = [];
  if (filter.from !== undefined) clauses.push([`${column} >= ?`, epochMs(filter.from)]);
  if (filter.until !== undefined) clauses.push([`${column} < ?`, epochMs(filter.until)]);
  return conditions(clauses);
}

/** All of several. */
export function allOf(...parts: readonly Conditions[]): Conditions {
  return { sql: parts.flatMap((part) => part.sql), params: parts.flatMap((part) => part.params) };
}

/** An ISO date as epoch ms; throws `invalid_input`. */
export function epochMs(iso: string): number {
  const at = Date.parse(iso);
  if (Number.isNaN(at))
    throw new OrchestratorError("invalid_input", `"${iso}" is not a date.`, { suggestion: "Write it as 2026-01-31." });
  return at;
}

function conditions(clauses: readonly Clause[]): Conditions {
  return { sql: clauses.map(([sql]) => sql), params: clauses.flatMap(([, ...params]) => params) };
}
