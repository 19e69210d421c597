import {
  initialTurnState,
  isLastEvent,
  OrchestratorError,
  reduceTurn,
  type Decision,
  type FinishReason,
  type Orchestrator,
  type TurnEvent,
  type TurnRequest,
  type TurnState,
} from "@ai-orchestrator/contract";
import type { ServerResponse } from "node:http";
import { headerText } from "../http/header-text.ts";
import type { Metrics } from "../operations/metrics.ts";

/** What a face needs to run a turn. */
export interface TurnContext {
  readonly orchestrator: Orchestrator;
  readonly metrics: Metrics;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

/** Names and values, in turn, of the headers that say who answers and why. */
export function decisionHeaders(state: TurnState): string[] {
  const { decision, model, provider } = state;
  const usd = state.status === "complete" ? state.cost.usd : decision?.estimatedCost.usd;
  const headers = [
    "x-aio-attempts",
    String(state.attempts ?? state.failovers.length + 1),
    "x-aio-cost",
    usd === null || usd === undefined ? "unknown" : String(usd),
  ];
  if (model !== undefined) headers.push("x-aio-model", headerText(model));
  if (provider !== undefined) headers.push("x-aio-provider", headerText(provider));
  const reason = decision?.reasons[0]?.text;
  if (reason !== undefined) headers.push("x-aio-reason", headerText(reason).slice(0, 300));
  return headers;
}

/** Events that a caller of a model's API would call content: after them no silent fail-over. Of a chain only the last step answers; what others wrote is its material. */
export function isContent(event: TurnEvent, decision: Decision | undefined): boolean {
  if (event.step !== undefined && event.step !== (decision?.chain?.steps.length ?? 0) - 1) return false;
  return CONTENT.has(event.type);
}

const CONTENT: ReadonlySet<TurnEvent["type"]> = new Set<TurnEvent["type"]>([
  "text-start",
  "text-delta",
  "text-end",
  "reasoning-start",
  "reasoning-delta",
  "reasoning-end",
  "tool-call-start",
  "tool-call-delta",
  "tool-call",
  "image",
  "source",
  "file",
]);

/** A turn whose first content has come (or which ended without any): what came so far, and the rest. */
export interface BegunTurn {
  readonly state: TurnState;
  /** Content events, the first included, then the last event. */
  readonly events: AsyncIterable<TurnEvent>;
  readonly decision: Decision | undefined;
}

/** Runs a turn up to its first content, so that errors before it are plain HTTP errors. Throws OrchestratorError for those. */
export async function beginTurn(
  request: TurnRequest,
  { orchestrator, metrics, signal, response }: TurnContext,
): Promise<BegunTurn> {
  const iterator = orchestrator.stream(request, { signal })[Symbol.asyncIterator]();
  let state = initialTurnState();
  for (;;) {
    const { value: event, done } = await iterator.next();
    if (done === true) throw new OrchestratorError("internal", "The turn ended without an end.");
    state = reduceTurn(state, event);
    if (event.type === "turn-error") {
      countCall({ metrics, response, state, streams: true });
      throw OrchestratorError.fromJSON(event.error);
    }
    if (isContent(event, state.decision) || isLastEvent(event))
      return { state, decision: state.decision, events: rest(event, iterator, { metrics, response, state }) };
  }
}

/** The content from `first` on, then the last event. Not a generator: it would cost more an event than all that stands before it. */
function rest(
  first: TurnEvent,
  iterator: AsyncIterator<TurnEvent>,
  { metrics, response, state: begun }: Omit<Counting, "streams">,
): AsyncIterable<TurnEvent> {
  let state = begun;
  let waiting: TurnEvent | undefined = first;
  let askedForTools = false;
  let isOver = false;
  const end = async (): Promise<void> => {
    isOver = true;
    await iterator.return?.();
  };
  const next = async (): Promise<IteratorResult<TurnEvent, undefined>> => {
    while (!isOver) {
      let event = waiting;
      waiting = undefined;
      if (event === undefined) {
        const pulled = await iterator.next();
        if (pulled.done === true) break;
        event = pulled.value;
        if (isLastEvent(event)) state = reduceTurn(state, event);
      }
      askedForTools ||= event.type === "tool-call";
      if (isLastEvent(event)) {
        countCall({ metrics, response, state, streams: true });
        await end();
        return { value: withToolReason(event, askedForTools), done: false };
      }
      if (isContent(event, state.decision)) return { value: event, done: false };
    }
    if (!isOver) await end();
    return { value: undefined, done: true };
  };
  const leave = async (): Promise<IteratorResult<TurnEvent, undefined>> => {
    await end();
    return { value: undefined, done: true };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
}

/** A turn that is over. */
export interface Counting {
  readonly metrics: Metrics;
  readonly response: ServerResponse;
  readonly state: TurnState;
  readonly streams: boolean;
}

/** Counts a turn that is over. */
export function countCall({ metrics, response, state, streams }: Counting): void {
  metrics.call({
    model: state.model ?? "none",
    provider: state.provider ?? "none",
    outcome: state.error?.code ?? "ok",
    usage: state.usage,
    usd: state.cost.usd,
    latencyMs: state.latencyMs ?? 0,
    streams,
    headers: response.req.headers,
  });
}

function withToolReason(event: TurnEvent, askedForTools: boolean): TurnEvent {
  return event.type === "turn-end"
    ? { ...event, finishReason: finishReasonOf(event.finishReason, askedForTools) }
    : event;
}

/** Some providers say "stop" where a model asked for tools; callers wait for the other word. */
export function finishReasonOf(said: FinishReason, askedForTools: boolean): FinishReason {
  return askedForTools && (said === "stop" || said === "other") ? "tool-calls" : said;
}
