import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { OrchestratorError, type MessagePart, type StoredTurn } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { detachBytes, detachSteps } from "./attachments.ts";
import { moneyColumns, type MoneyColumns } from "./money.ts";

/** Columns of a turn by name. */
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

/** What of a turn has no column of its own: kept together as JSON. */
export type TurnFacts = Omit<StoredTurn, OwnColumn>;
type OwnColumn =
  | "id"
  | "conversationId"
  | "parentId"
  | "createdAt"
  | "completedAt"
  | "status"
  | "question"
  | "answer"
  | "decision"
  | "task"
  | "model"
  | "provider"
  | "rating";

/** The column values of a turn. */
export function encodeTurn(turn: StoredTurn, { codec }: Pick<StoreContext, "codec">): EncodedTurn {
  const attachments = new Map<string, Uint8Array>();
  const question = detachBytes(turn.question, codec, attachments);
  const answer = detachBytes(turn.answer, codec, attachments);
  const facts = factsOf(turn, (steps) => detachSteps(steps, codec, attachments));
  return {
    question: codec.seal(JSON.stringify(question), `question|${turn.id}`),
    answer: codec.seal(JSON.stringify(answer), `answer|${turn.id}`),
    decision: turn.decision === undefined ? null : packDecision(turn.decision, turn.id, codec),
    facts: sealFacts(facts, turn.id, codec),
    money: moneyColumns(turn.cost),
    attachments,
  };
}

function factsOf(
  turn: StoredTurn,
  detach: (steps: NonNullable<StoredTurn["steps"]>) => NonNullable<StoredTurn["steps"]>,
): TurnFacts {
  const {
    id: _id,
    conversationId: _conversation,
    parentId: _parent,
    createdAt: _created,
    completedAt: _completed,
    status: _status,
    question: _question,
    answer: _answer,
    decision: _decision,
    task: _task,
    model: _model,
    provider: _provider,
    rating: _rating,
    steps,
    ...facts
  } = turn;
  return steps === undefined ? facts : { ...facts, steps: detach(steps) };
}

/** The inverse of `readFacts`. */
export function sealFacts(facts: TurnFacts, id: string, codec: StoreContext["codec"]): SQLInputValue {
  const json = JSON.stringify(facts);
  return json === "{}" ? null : codec.seal(json, `facts|${id}`);
}

/** Decisions are stored deflated: they repeat the same names again and again, and a row that fits a page is read in one go. */
function packDecision(
  decision: NonNullable<StoredTurn["decision"]>,
  id: string,
  codec: StoreContext["codec"],
): Uint8Array {
  return codec.sealBytes(deflateRawSync(JSON.stringify(decision), { level: 3 }), `decision|${id}`);
}

/** The inverse of `packDecision`. */
export function unpackDecision(value: SQLOutputValue | undefined, id: string, codec: StoreContext["codec"]): unknown {
  if (!(value instanceof Uint8Array))
    throw new OrchestratorError("storage", "A stored decision is damaged.", {
      suggestion: "Run `aio history verify`.",
    });
  return JSON.parse(inflateRawSync(codec.openBytes(value, `decision|${id}`)).toString("utf8"));
}

/** A turn's parts as they are stored, attachments left out: enough for search and for the index. */
export function decodeTexts(
  row: TurnRow,
  { codec }: Pick<StoreContext, "codec">,
): Pick<StoredTurn, "question" | "answer" | "steps"> {
  const id = String(row.id);
  const question = readParts(row.question, `question|${id}`, codec);
  const answer = readParts(row.answer, `answer|${id}`, codec);
  const { steps } = mayHaveSteps(row.facts) ? readFacts(row.facts, id, codec) : {};
  return steps === undefined ? { question, answer } : { question, answer, steps };
}

/** A column of parts; none where there is nothing yet. */
export function readParts(
  value: SQLOutputValue | undefined,
  place: string,
  codec: StoreContext["codec"],
): readonly MessagePart[] {
  return value === null ? [] : (JSON.parse(codec.open(value, place)) as MessagePart[]);
}

/** The column of facts; a fresh object that the caller may keep. */
export function readFacts(value: SQLOutputValue | undefined, id: string, codec: StoreContext["codec"]): TurnFacts {
  return value === null ? {} : (JSON.parse(codec.open(value, `facts|${id}`)) as TurnFacts);
}

/** Most turns have no steps; looking for the word is cheaper than parsing. */
function mayHaveSteps(facts: SQLOutputValue | undefined): boolean {
  return facts !== null && (typeof facts !== "string" || facts.includes('"steps"'));
}

/** Epoch ms as ISO UTC with milliseconds. */
export function isoTime(value: SQLOutputValue | undefined): string {
  return new Date(Number(value)).toISOString();
}
