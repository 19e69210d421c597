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
import type { Metrics } from "../operations/metrics.ts";

/** What a face needs to run a turn. */
export interface TurnContext {
  readonly orchestrator: Orchestrator;
  readonly metrics: Metrics;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

/** Says in headers who answers and why. Before the body begins. */
export function setDecisionHeaders(response: ServerResponse, state: TurnState): void {
  const { decision } = state;
  if (state.model !== undefined) response.setHeader("x-aio-model", ascii(state.model));
  if (state.provider !== undefined) response.setHeader("x-aio-provider", ascii(state.provider));
  if (decision?.reasons[0] !== undefined)
    response.setHeader("x-aio-reason", ascii(decision.reasons[0].text).slice(0, 300));
  response.setHeader("x-aio-attempts", String(state.attempts ?? state.failovers.length + 1));
  const usd = state.status === "complete" ? state.cost.usd : decision?.estimatedCost.usd;
  response.setHeader("x-aio-cost", usd === null || usd === undefined ? "unknown" : String(usd));
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7E]/g, "?");
}

/** Events that a caller of a model's API would call content: after them no silent fail-over. */
function isContent(event: TurnEvent): boolean {
  return (
    event.type.startsWith("text-") ||
    event.type.startsWith("reasoning-") ||
    event.type.startsWith("tool-call") ||
    event.type === "image" ||
    event.type === "source" ||
    event.type === "file"
  );
}

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
      countCall({ metrics, response, state });
      throw OrchestratorError.fromJSON(event.error);
    }
    if (isContent(event) || isLastEvent(event))
      return { state, decision: state.decision, events: rest(event, iterator, { metrics, response, state }) };
  }
}

async function* rest(
  first: TurnEvent,
  iterator: AsyncIterator<TurnEvent>,
  { metrics, response, state: begun }: Counting,
): AsyncGenerator<TurnEvent> {
  let state = begun;
  let event = first;
  let askedForTools = false;
  try {
    for (;;) {
      askedForTools ||= event.type === "tool-call";
      event = withToolReason(event, askedForTools);
      if (isContent(event) || isLastEvent(event)) yield event;
      if (isLastEvent(event)) {
        countCall({ metrics, response, state });
        return;
      }
      const next = await iterator.next();
      if (next.done === true) return;
      event = next.value;
      if (isLastEvent(event)) state = reduceTurn(state, event);
    }
  } finally {
    await iterator.return?.();
  }
}

interface Counting {
  readonly metrics: Metrics;
  readonly response: ServerResponse;
  readonly state: TurnState;
}

function countCall({ metrics, response, state }: Counting): void {
  metrics.call({
    model: state.model ?? "none",
    provider: state.provider ?? "none",
    outcome: state.error?.code ?? "ok",
    tokens: { input: state.usage.inputTokens, output: state.usage.outputTokens },
    usd: state.cost.usd,
    latencyMs: state.latencyMs ?? 0,
    headers: response.req.headers,
  });
}

/** Some providers say "stop" where a model asked for tools; callers wait for the other word. */
function withToolReason(event: TurnEvent, askedForTools: boolean): TurnEvent {
  return askedForTools && event.type === "turn-end" && (event.finishReason === "stop" || event.finishReason === "other")
    ? { ...event, finishReason: "tool-calls" }
    : event;
}
