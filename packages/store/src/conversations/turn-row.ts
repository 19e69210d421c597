import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { OrchestratorError, type MessagePart, type StoredTurn } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { attachBytes, attachmentReader, detachBytes, detachSteps } from "./attachments.ts";
import { moneyColumns, type MoneyColumns } from "./money.ts";

/** Columns every read of turns selects, for table alias `t`. */
export const TURN_COLUMNS = `t.rid, t.id, t.conversation, t.parent, t.created_at, t.completed_at, t.status, t.task, t.model, t.provider, t.rating,
  t.question, t.answer, t.facts, t.decision`;

/** A row of TURN_COLUMNS. */
export type TurnRow = Readonly<Record<string, SQLOutputValue>>;

/** What a turn is in columns, and the attachments taken out of it. */
export interface EncodedTurn {
  readonly question: SQLInputValue;
  readonly answer: SQLInputValue;
  readonly decision: SQLInputValue;
  readonly facts: SQLInputValue;
  readonly money: MoneyColumns;
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

type Facts = Pick<StoredTurn, "steps" | "usage" | "cost" | "latencyMs" | "firstTokenMs" | "attempts" | "finishReason" | "error" | "alerts" | "demo">;

/** The column values of a turn. */
export function encodeTurn(turn: StoredTurn, { codec }: Pick<StoreContext, "codec">): EncodedTurn {
  const attachments = new Map<string, Uint8Array>();
  const question = detachBytes(turn.question, codec, attachments);
  const answer = detachBytes(turn.answer, codec, attachments);
  const { usage, cost, latencyMs, firstTokenMs, attempts, finishReason, error, alerts, demo } = turn;
  const steps = turn.steps === undefined ? undefined : detachSteps(turn.steps, codec, attachments);
  const facts = JSON.stringify({ steps, usage, cost, latencyMs, firstTokenMs, attempts, finishReason, error, alerts, demo });
  return {
    question: codec.seal(JSON.stringify(question), `question|${turn.id}`),
    answer: codec.seal(JSON.stringify(answer), `answer|${turn.id}`),
    decision: turn.decision === undefined ? null : packDecision(turn.decision, turn.id, codec),
    facts: facts === "{}" ? null : codec.seal(facts, `facts|${turn.id}`),
    money: moneyColumns(turn.cost),
    attachments,
  };
}

/** Turns from rows; attachments shared between them are read once. The decision, large and rarely looked at, is unpacked when it is. */
export function decodeTurns(rows: readonly TurnRow[], context: Pick<StoreContext, "codec" | "database">): StoredTurn[] {
  const reading: Reading = { codec: context.codec, load: attachmentReader(context.database, context.codec), idOf: idReader(rows, context) };
  return rows.map((row) => decodeTurn(row, reading));
}

/** Decisions are stored deflated: they repeat the same names again and again, and a row that fits a page is read in one go. */
function packDecision(decision: NonNullable<StoredTurn["decision"]>, id: string, codec: StoreContext["codec"]): Uint8Array {
  return codec.sealBytes(deflateRawSync(JSON.stringify(decision), { level: 3 }), `decision|${id}`);
}

/** The inverse of `packDecision`. */
export function unpackDecision(value: SQLOutputValue | undefined, id: string, codec: StoreContext["codec"]): unknown {
  if (!(value instanceof Uint8Array)) throw new OrchestratorError("storage", "A stored decision is damaged.", { suggestion: "Run `aio history verify`." });
  return JSON.parse(inflateRawSync(codec.openBytes(value, `decision|${id}`)).toString("utf8"));
}

interface Reading {
  readonly codec: StoreContext["codec"];
  readonly load: (hash: string) => string;
  readonly idOf: (table: "turn" | "conversation", rid: SQLOutputValue | undefined) => string;
}

/** Ids of rows that rows point at: most parents are among the rows themselves. */
function idReader(rows: readonly TurnRow[], { database }: Pick<StoreContext, "database">): Reading["idOf"] {
  const known = { turn: new Map(rows.map((row) => [row.rid, String(row.id)])), conversation: new Map<SQLOutputValue | undefined, string>() };
  return (table, rid) => {
    const found = known[table].get(rid) ?? String(database.prepare(`SELECT id FROM ${table} WHERE rid = ?`).get(Number(rid))?.id);
    known[table].set(rid, found);
    return found;
  };
}

/** A turn's parts as they are stored, attachments left out: enough for search and for the index. */
export function decodeTexts(row: TurnRow, { codec }: Pick<StoreContext, "codec">): Pick<StoredTurn, "question" | "answer" | "steps"> {
  const id = String(row.id);
  const question = partsOf(row, "question", id, codec);
  const answer = partsOf(row, "answer", id, codec);
  const { steps } = mayHaveSteps(row.facts) ? factsOf(row, codec, id) : {};
  return steps === undefined ? { question, answer } : { question, answer, steps };
}

function partsOf(row: TurnRow, column: "question" | "answer", id: string, codec: StoreContext["codec"]): readonly MessagePart[] {
  return row[column] === null ? [] : (JSON.parse(codec.open(row[column], `${column}|${id}`)) as MessagePart[]);
}

/** Most turns have no steps; looking for the word is cheaper than parsing. */
function mayHaveSteps(facts: SQLOutputValue | undefined): boolean {
  return facts !== null && (typeof facts !== "string" || facts.includes('"steps"'));
}

/** Assigns field by field: this runs thousands of times when a long conversation is opened. */
function decodeTurn(row: TurnRow, { codec, load, idOf }: Reading): StoredTurn {
  const id = String(row.id);
  const turn: Writable<StoredTurn> = row.decision === null || row.decision === undefined ? blankTurn() : turnWithDecision(row.decision, id, codec);
  turn.id = id;
  turn.conversationId = idOf("conversation", row.conversation);
  if (row.parent !== null) turn.parentId = idOf("turn", row.parent);
  turn.createdAt = isoTime(row.created_at);
  if (row.completed_at !== null) turn.completedAt = isoTime(row.completed_at);
  turn.status = row.status as StoredTurn["status"];
  turn.question = attachBytes(partsOf(row, "question", id, codec), load);
  turn.answer = attachBytes(partsOf(row, "answer", id, codec), load);
  const { steps, ...facts } = factsOf(row, codec, id);
  if (steps !== undefined) turn.steps = steps.map((step) => ({ ...step, parts: attachBytes(step.parts, load) }));
  if (typeof row.task === "string") turn.task = row.task;
  if (typeof row.model === "string") turn.model = row.model;
  if (typeof row.provider === "string") turn.provider = row.provider;
  if (row.rating === "up" || row.rating === "down") turn.rating = row.rating;
  return Object.assign(turn, facts);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function blankTurn(): Writable<StoredTurn> {
  return {} as Writable<StoredTurn>;
}

/** The decision is an own, enumerable property computed at first reading: copies and JSON see an ordinary value. */
function turnWithDecision(value: SQLOutputValue, id: string, codec: StoreContext["codec"]): Writable<StoredTurn> {
  let decision: NonNullable<StoredTurn["decision"]> | undefined;
  return {
    get decision() {
      decision ??= unpackDecision(value, id, codec) as NonNullable<StoredTurn["decision"]>;
      return decision;
    },
  } as Writable<StoredTurn>;
}

function factsOf(row: TurnRow, codec: StoreContext["codec"], id: string): Facts {
  return row.facts === null ? {} : (JSON.parse(codec.open(row.facts, `facts|${id}`)) as Facts);
}

/** Epoch ms as ISO UTC with milliseconds. */
export function isoTime(value: SQLOutputValue | undefined): string {
  return new Date(Number(value)).toISOString();
}
