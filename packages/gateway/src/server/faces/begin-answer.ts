import type { GatewayRequest } from "../http/gateway-request.ts";
import { keepAliveUntil } from "../http/send.ts";
import type { FaceRequest } from "./face-request.ts";
import { beginTurn, setDecisionHeaders, type BegunTurn, type TurnContext } from "./run-turn.ts";
import { turnRequestFor } from "./turn-request-for.ts";

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
 * Begins an answer: as many turns as the caller wants choices, each up to its first content. Every face's first step.
 * Throws OrchestratorError for what goes wrong before that; for a stream, headers say who answers.
 */
export async function beginAnswer(
  { read, count = 1, keepsAlive = read.stream }: AnswerWish,
  request: GatewayRequest,
  context: FaceContext,
): Promise<readonly [BegunTurn, ...BegunTurn[]]> {
  const { response, signal } = request;
  const begun = beginChoices(read, count, { ...context, request, response, signal });
  const turns = keepsAlive ? await keepAliveUntil(begun, request) : await begun;
  if (read.stream) setDecisionHeaders(response, turns[0].state);
  return turns;
}

async function beginChoices(
  read: FaceRequest,
  count: number,
  { request, ...context }: TurnContext & { readonly request: GatewayRequest },
): Promise<readonly [BegunTurn, ...BegunTurn[]]> {
  const turn = { ...turnRequestFor(read.turn, request), deliver: read.stream ? "answer" : "whole" } as const;
  if (count === 1) return [await beginTurn(turn, context)];
  // Where one of them fails the answer is an error: the others must not go on unheard.
  const over = new AbortController();
  request.response.once("close", () => over.abort());
  const together = { ...context, signal: AbortSignal.any([context.signal, over.signal]) };
  const first = await beginTurn(turn, together);
  // The other choices come from the same model, or they would not be choices of one answer.
  const model = first.state.model ?? turn.model;
  const pinned = model === undefined ? turn : { ...turn, model };
  const others = Array.from({ length: count - 1 }, () => beginTurn(pinned, together));
  return [first, ...(await Promise.all(others))];
}
