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
  const facts = factsOf(row, codec, id);
  return {
    question: JSON.parse(codec.open(row.question, `question|${id}`)) as MessagePart[],
    answer: row.answer === null ? [] : (JSON.parse(codec.open(row.answer, `answer|${id}`)) as MessagePart[]),
    ...(facts.steps === undefined ? {} : { steps: facts.steps }),
  };
}

function decodeTurn(row: TurnRow, { codec, load, idOf }: Reading): StoredTurn {
  const id = String(row.id);
  const { steps, ...facts } = factsOf(row, codec, id);
  const texts = decodeTexts(row, { codec });
  const turn = {
    id,
    conversationId: idOf("conversation", row.conversation),
    ...(row.parent === null ? {} : { parentId: idOf("turn", row.parent) }),
    createdAt: isoTime(row.created_at),
    ...(row.completed_at === null ? {} : { completedAt: isoTime(row.completed_at) }),
    status: row.status as StoredTurn["status"],
    question: attachBytes(texts.question, load),
    answer: attachBytes(texts.answer, load),
    ...(steps === undefined ? {} : { steps: steps.map((step) => ({ ...step, parts: attachBytes(step.parts, load) })) }),
    ...optional("task", row.task),
    ...optional("model", row.model),
    ...optional("provider", row.provider),
    ...optional("rating", row.rating),
    ...facts,
  } as StoredTurn;
  if (row.decision !== null && row.decision !== undefined) defineLazily(turn, "decision", () => unpackDecision(row.decision, id, codec));
  return turn;
}

function factsOf(row: TurnRow, codec: StoreContext["codec"], id: string): Facts {
  return row.facts === null ? {} : (JSON.parse(codec.open(row.facts, `facts|${id}`)) as Facts);
}

/** An own, enumerable property computed at first reading: copies and JSON see an ordinary value. */
function defineLazily(target: object, key: string, compute: () => unknown): void {
  const set = (value: unknown): void => {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  };
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = compute();
      set(value);
      return value;
    },
    set,
  });
}

function optional(key: string, value: SQLOutputValue | undefined): Record<string, string> {
  return typeof value === "string" ? { [key]: value } : {};
}

/** Epoch ms as ISO UTC with milliseconds. */
export function isoTime(value: SQLOutputValue | undefined): string {
  return new Date(Number(value)).toISOString();
}
