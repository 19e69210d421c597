import type { TurnEvent, TurnState } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { keepAliveUntil } from "../http/send.ts";
import type { FaceRequest, FaceTurn } from "./face-request.ts";
import { beginTurn, type BegunTurn, type TurnContext } from "./run-turn.ts";
import { turnRequestFor } from "./turn-request-for.ts";
import { wholeTurn } from "./whole-turn.ts";

/** What a face answers with, beside the request itself. */
export type FaceContext = Pick<TurnContext, "orchestrator" | "metrics">;

/** How an answer begins. */
export interface AnswerWish {
  readonly read: FaceRequest;
  /** Answers to the same question; 1 where nothing else is said. */
  readonly count?: number;
  /** False where a stream has no way to say that it only lives. */
  readonly keepsAlive?: boolean;
}

/**
 * Begins a streamed answer: as many turns as the caller wants choices, each up to its first content. Throws
 * OrchestratorError for what goes wrong before that.
 */
export async function beginAnswer(
  { read, count = 1, keepsAlive = true }: AnswerWish,
  request: GatewayRequest,
  context: FaceContext,
): Promise<readonly [BegunTurn, ...BegunTurn[]]> {
  const begun = askChoices({ ...turnRequestFor(read.turn, request), deliver: "answer" }, count, {
    context: contextOf(request, context),
    ask: beginTurn,
    modelOf: ({ state }) => state.model,
  });
  return keepsAlive ? await keepAliveUntil(begun, request) : await begun;
}

/**
 * The whole answer: what each of the choices' turns came to. `onContent` gives the listener of one choice. Throws what
 * the first that failed ended with.
 */
export async function wholeAnswer(
  { read, count = 1 }: Pick<AnswerWish, "read" | "count">,
  request: GatewayRequest,
  { onContent, ...context }: FaceContext & { readonly onContent?: (index: number) => (event: TurnEvent) => void },
): Promise<readonly [TurnState, ...TurnState[]]> {
  return await askChoices({ ...turnRequestFor(read.turn, request), deliver: "whole" }, count, {
    context: contextOf(request, context),
    ask: (turn, of, index) => wholeTurn(turn, of, onContent?.(index)),
    modelOf: ({ model }) => model,
  });
}

function contextOf({ response, signal }: GatewayRequest, context: FaceContext): TurnContext {
  return { ...context, response, signal };
}

/** How one choice is asked for. */
interface Asking<T> {
  readonly context: TurnContext;
  readonly ask: (turn: FaceTurn, context: TurnContext, index: number) => Promise<T>;
  readonly modelOf: (answer: T) => string | undefined;
}

async function askChoices<T>(
  turn: FaceTurn,
  count: number,
  { context, ask, modelOf }: Asking<T>,
): Promise<readonly [T, ...T[]]> {
  if (count === 1) return [await ask(turn, context, 0)];
  // Where one of them fails the answer is an error: the others must not go on unheard.
  const over = new AbortController();
  context.response.once("close", () => over.abort());
  const together = { ...context, signal: AbortSignal.any([context.signal, over.signal]) };
  const first = await ask(turn, together, 0);
  // The other choices come from the same model, or they would not be choices of one answer.
  const model = modelOf(first) ?? turn.model;
  const pinned = model === undefined ? turn : { ...turn, model };
  const others = Array.from({ length: count - 1 }, (_, index) => ask(pinned, together, index + 1));
  return [first, ...(await Promise.all(others))];
}
