import { initialTurnState, reduceTurn, type StoredTurn, type TurnEvent } from "@ai-orchestrator/contract";
import type { StoreContext } from "../store-context.ts";
import { turnNotFound } from "./conversation-row.ts";
import { selectTurns, TURN_COLUMNS } from "./select-turns.ts";
import { finishTurn } from "./write-turns.ts";

/** Appends streamed events of a running turn. Neighbouring deltas are kept as one; progress reports are not kept. */
export function journalEvents(context: StoreContext, turnId: string, events: readonly TurnEvent[]): void {
  const kept = condense(events);
  if (kept.length === 0) return;
  const { changes } = context.database
    .prepare("INSERT INTO journal (turn, events) SELECT rid, ? FROM turn WHERE id = ? AND status = 'running'")
    .run(context.codec.seal(JSON.stringify(kept), `journal|${turnId}`), turnId);
  if (changes === 0) throw turnNotFound(turnId);
}

/** Turns whose process died become `interrupted` with the answer their journal holds. A turn of a living process is never touched. Returns how many. */
export function recoverTurns(context: StoreContext): number {
  const dead = context.registry.dead();
  const orphans = selectTurns(
    context,
    `SELECT ${TURN_COLUMNS} FROM turn t WHERE t.status = 'running'
       AND (t.owner IS NULL OR t.owner NOT IN (SELECT rid FROM process) OR t.owner IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(dead),
  );
  for (const turn of orphans) interrupt(context, turn);
  for (const { id } of orphans) leadWithWhole(context, id);
  context.registry.forget(dead);
  return orphans.length;
}

/** Interrupted turns that nothing has continued yet, newest first. */
export function interruptedTurns(context: StoreContext): readonly StoredTurn[] {
  return selectTurns(
    context,
    `SELECT ${TURN_COLUMNS} FROM turn t JOIN conversation c ON c.rid = t.conversation
     WHERE t.status = 'interrupted' AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM turn n WHERE n.parent = t.rid)
     ORDER BY t.created_at DESC, t.rid DESC`,
  );
}

function interrupt(context: StoreContext, turn: StoredTurn): void {
  const rows = context.database
    .prepare("SELECT events FROM journal WHERE turn = (SELECT rid FROM turn WHERE id = ?) ORDER BY rid")
    .all(turn.id);
  const events = rows.flatMap((row) => JSON.parse(context.codec.open(row.events, `journal|${turn.id}`)) as TurnEvent[]);
  finishTurn(context, withPartialAnswer(turn, events));
}

/**
 * Where an interrupted turn is the head and the same question has a whole answer beside it, that answer is the head: a
 * compare that died after its first answer, or an answer asked for again of which nothing came. The interrupted one is
 * still there to be resumed.
 */
function leadWithWhole(context: StoreContext, turnId: string): void {
  const { database } = context;
  const select = `SELECT ${TURN_COLUMNS} FROM turn t JOIN conversation c ON c.rid = t.conversation`;
  const [head] = selectTurns(context, `${select} WHERE t.id = ? AND c.head_turn = t.id`, turnId);
  if (head === undefined) return;
  const siblings = selectTurns(
    context,
    `${select} JOIN turn h ON h.conversation = t.conversation AND h.parent IS t.parent AND h.rid <> t.rid
     WHERE h.id = ? AND t.status = 'complete' ORDER BY t.created_at, t.rid`,
    turnId,
  );
  const question = JSON.stringify(head.question);
  const whole = siblings.find(
    (turn) =>
      JSON.stringify(turn.question) === question &&
      (head.answer.length === 0 || (turn.completedAt ?? turn.createdAt) >= head.createdAt),
  );
  if (whole === undefined) return;
  database.prepare("UPDATE conversation SET head_turn = ? WHERE id = ?").run(whole.id, whole.conversationId);
}

/** The turn with what its events had made of it; a last event that arrived counts. */
function withPartialAnswer(turn: StoredTurn, events: readonly TurnEvent[]): StoredTurn {
  const state = events.reduce(reduceTurn, initialTurnState(turn.id));
  const { decision, model, provider, usage, cost, finishReason, error, latencyMs, firstTokenMs, attempts } = state;
  const ended = state.status === "running" ? {} : { usage, cost };
  const facts = {
    decision,
    model,
    provider,
    finishReason,
    error,
    latencyMs,
    firstTokenMs,
    attempts,
    task: decision?.task,
  };
  return {
    ...turn,
    ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<StoredTurn>),
    ...ended,
    status: state.status === "running" ? "interrupted" : state.status,
    answer: state.parts,
    ...(state.steps.length === 0 ? {} : { steps: state.steps }),
    ...(state.alerts.length === 0 ? {} : { alerts: state.alerts }),
    ...(state.demo ? { demo: true } : {}),
  };
}

function condense(events: readonly TurnEvent[]): readonly TurnEvent[] {
  const kept: TurnEvent[] = [];
  for (const event of events) {
    if (event.type === "status") continue;
    const last = kept.at(-1);
    const joined = last === undefined ? undefined : joinDeltas(last, event);
    if (joined === undefined) kept.push(event);
    else kept[kept.length - 1] = joined;
  }
  return kept;
}

/** Two text (or reasoning) deltas of one block as one, under the later number: the fold goes by numbers that only grow. */
function joinDeltas(first: TurnEvent, second: TurnEvent): TurnEvent | undefined {
  if (
    first.type === "text-delta" &&
    second.type === "text-delta" &&
    first.id === second.id &&
    first.step === second.step
  ) {
    return { ...first, text: first.text + second.text, seq: second.seq };
  }
  if (
    first.type !== "reasoning-delta" ||
    second.type !== "reasoning-delta" ||
    first.id !== second.id ||
    first.step !== second.step
  )
    return undefined;
  const { providerMetadata } = second;
  return {
    ...first,
    text: first.text + second.text,
    seq: second.seq,
    ...(providerMetadata === undefined ? {} : { providerMetadata: { ...first.providerMetadata, ...providerMetadata } }),
  };
}
