import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { StoredTurn } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { attachBytes, attachmentReader } from "./attachments.ts";
import { isUnmarkedContinuation } from "./unmarked-continuation.ts";
import { isoTimes } from "./iso-times.ts";
import { readFacts, readParts, unpackDecision } from "./turn-row.ts";

/** Columns `selectTurns` reads, for table alias `t`; TurnTuple is their order. */
export const TURN_COLUMNS = `t.rid, t.id, t.conversation, t.parent, t.created_at, t.completed_at, t.status, t.task, t.model, t.provider, t.rating,
  t.question, t.answer, t.facts, t.decision`;

type Value = SQLOutputValue;
type TurnTuple = readonly [
  rid: Value,
  id: Value,
  conversation: Value,
  parent: Value,
  createdAt: Value,
  completedAt: Value,
  status: Value,
  task: Value,
  model: Value,
  provider: Value,
  rating: Value,
  question: Value,
  answer: Value,
  facts: Value,
  decision: Value,
];

/**
 * Turns of a query over TURN_COLUMNS. A long conversation has thousands, so rows come as arrays and fields are assigned
 * one by one; attachments that turns share are read once, and the decision is unpacked when it is looked at.
 */
export function selectTurns(
  context: Pick<StoreContext, "codec" | "database">,
  sql: string,
  ...params: readonly SQLInputValue[]
): StoredTurn[] {
  const statement = context.database.prepare(sql);
  statement.setReturnArrays(true);
  const rows = statement.all(...params) as unknown as readonly TurnTuple[];
  const reading: Reading = {
    codec: context.codec,
    time: isoTimes(),
    load: attachmentReader(context.database, context.codec),
    ids: knownIds(rows, context),
  };
  return rows.map((row) => decodeTurn(row, reading));
}

interface Reading {
  readonly time: (epochMs: Value) => string;
  readonly codec: StoreContext["codec"];
  readonly load: (hash: string) => string;
  readonly ids: { readonly turn: (rid: Value) => string; readonly conversation: (rid: Value) => string };
}

/** Ids of rows that rows point at: most parents are among the rows themselves. */
function knownIds(rows: readonly TurnTuple[], { database }: Pick<StoreContext, "database">): Reading["ids"] {
  const turns = new Map<Value, string>();
  for (const [rid, id] of rows) turns.set(rid, String(id));
  const conversations = new Map<Value, string>();
  const lookUp = (known: Map<Value, string>, table: string, rid: Value): string => {
    const found =
      known.get(rid) ?? String(database.prepare(`SELECT id FROM ${table} WHERE rid = ?`).get(Number(rid))?.id);
    known.set(rid, found);
    return found;
  };
  return {
    turn: (rid) => lookUp(turns, "turn", rid),
    conversation: (rid) => lookUp(conversations, "conversation", rid),
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function decodeTurn(row: TurnTuple, { codec, time, load, ids }: Reading): StoredTurn {
  const [
    ,
    rowId,
    conversation,
    parent,
    createdAt,
    completedAt,
    status,
    task,
    model,
    provider,
    rating,
    question,
    answer,
    facts,
    decision,
  ] = row;
  const id = String(rowId);
  const turn = (decision === null ? {} : lateDecision({ value: decision, id, codec })) as Writable<StoredTurn>;
  turn.id = id;
  turn.conversationId = ids.conversation(conversation);
  if (parent !== null) turn.parentId = ids.turn(parent);
  turn.createdAt = time(createdAt);
  if (completedAt !== null) turn.completedAt = time(completedAt);
  turn.status = status as StoredTurn["status"];
  turn.question = attachBytes(readParts(question, `question|${id}`, codec), load);
  turn.answer = attachBytes(readParts(answer, `answer|${id}`, codec), load);
  if (typeof task === "string") turn.task = task;
  if (typeof model === "string") turn.model = model;
  if (typeof provider === "string") turn.provider = provider;
  if (rating === "up" || rating === "down") turn.rating = rating;
  Object.assign(turn, readFacts(facts, id, codec));
  if (isUnmarkedContinuation(turn.question)) Object.assign(turn, { question: [], continues: true });
  if (turn.steps !== undefined)
    turn.steps = turn.steps.map((step) => ({ ...step, parts: attachBytes(step.parts, load) }));
  return turn;
}

interface PackedDecision {
  readonly value: Value;
  readonly id: string;
  readonly codec: StoreContext["codec"];
  decision?: NonNullable<StoredTurn["decision"]>;
}

const PACKED = Symbol("packed decision");

function lateDecision(packed: PackedDecision): Pick<StoredTurn, "decision"> {
  return Object.defineProperty(Object.defineProperty({}, PACKED, { value: packed }), "decision", DECISION);
}

/** An own, enumerable property computed at first reading: copies and JSON see an ordinary value. One function for all turns, or each would be an object of another kind to the engine that runs us. */
const DECISION: PropertyDescriptor = {
  enumerable: true,
  configurable: true,
  get(this: { readonly [PACKED]?: PackedDecision }): StoredTurn["decision"] {
    const packed = this[PACKED];
    if (packed === undefined) return undefined;
    return (packed.decision ??= unpackDecision(packed.value, packed.id, packed.codec) as NonNullable<
      StoredTurn["decision"]
    >);
  },
};
