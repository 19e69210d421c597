import {
  initialTurnState,
  isLastEvent,
  OrchestratorError,
  reduceTurn,
  type Decision,
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

/** Says in headers who answers and why. Nothing once the body has begun, if only with a keep-alive. */
export function setDecisionHeaders(response: ServerResponse, state: TurnState): void {
  if (response.headersSent) return;
  const { decision } = state;
  if (state.model !== undefined) response.setHeader("x-aio-model", headerText(state.model));
  if (state.provider !== undefined) response.setHeader("x-aio-provider", headerText(state.provider));
  if (decision?.reasons[0] !== undefined)
    response.setHeader("x-aio-reason", headerText(decision.reasons[0].text).slice(0, 300));
  response.setHeader("x-aio-attempts", String(state.attempts ?? state.failovers.length + 1));
  const usd = state.status === "complete" ? state.cost.usd : decision?.estimatedCost.usd;
  response.setHeader("x-aio-cost", usd === null || usd === undefined ? "unknown" : String(usd));
}

/** Events that a caller of a model's API would call content: after them no silent fail-over. Of a chain only the last step answers; what others wrote is its material. */
function isContent(event: TurnEvent, decision: Decision | undefined): boolean {
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
  const streams = request.deliver !== "whole";
  let state = initialTurnState();
  for (;;) {
    const { value: event, done } = await iterator.next();
    if (done === true) throw new OrchestratorError("internal", "The turn ended without an end.");
    state = reduceTurn(state, event);
    if (event.type === "turn-error") {
      countCall({ metrics, response, state, streams });
      throw OrchestratorError.fromJSON(event.error);
    }
    if (isContent(event, state.decision) || isLastEvent(event))
      return { state, decision: state.decision, events: rest(event, iterator, { metrics, response, state, streams }) };
  }
}

/** The content from `first` on, then the last event. Not a generator: it would cost more an event than all that stands before it. */
function rest(
  first: TurnEvent,
  iterator: AsyncIterator<TurnEvent>,
  { metrics, response, state: begun, streams }: Counting,
): AsyncIterable<TurnEvent> {
  let state = begun;
  let waiting: TurnEvent | undefined = first;
  let askedForTools = false;
  let isOver = false;
  const pull = async (): Promise<TurnEvent | undefined> => {
    const { value, done } = await iterator.next();
    if (done === true) return undefined;
    if (isLastEvent(value)) state = reduceTurn(state, value);
    return value;
  };
  const end = async (): Promise<void> => {
    isOver = true;
    await iterator.return?.();
  };
  const next = async (): Promise<IteratorResult<TurnEvent, undefined>> => {
    while (!isOver) {
      const event: TurnEvent | undefined = waiting ?? (await pull());
      waiting = undefined;
      if (event === undefined) break;
      askedForTools ||= event.type === "tool-call";
      if (isLastEvent(event)) {
        countCall({ metrics, response, state, streams });
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

interface Counting {
  readonly metrics: Metrics;
  readonly response: ServerResponse;
  readonly state: TurnState;
  readonly streams: boolean;
}

function countCall({ metrics, response, state, streams }: Counting): void {
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

/** Some providers say "stop" where a model asked for tools; callers wait for the other word. */
function withToolReason(event: TurnEvent, askedForTools: boolean): TurnEvent {
  return askedForTools && event.type === "turn-end" && (event.finishReason === "stop" || event.finishReason === "other")
    ? { ...event, finishReason: "tool-calls" }
    : event;
}
