import type { OrchestratorError } from "@ai-orchestrator/contract";
import { classifyFailure, providerError, type FailureContext } from "../errors/classify-failure.ts";
import type { AnswerHeaders, HttpAnswer } from "./http-answer.ts";

const MAX_ERROR_BODY = 64 * 1024;

/** How an answer begins. */
interface AnswerStart {
  readonly status: number;
  readonly headers: AnswerHeaders;
}

/** True for any answer that is not 2xx. */
export function isRefusal({ status }: AnswerStart): boolean {
  return status < 200 || status > 299;
}

/** The typed error for such an answer and its body, or the start of it. */
export function refusal(answer: AnswerStart, body: Uint8Array, context: FailureContext): OrchestratorError {
  const { status, headers } = answer;
  if (status >= 400) {
    const text = new TextDecoder().decode(body.subarray(0, MAX_ERROR_BODY));
    return classifyFailure({ status, headers, body: text }, context);
  }
  const target = headers.get("location") ?? "nowhere";
  return providerError(
    "bad_response",
    `answered with a redirect to ${target}, which is not followed because it would carry the key along.`,
    {
      ...context,
      status,
      retryable: false,
      suggestion: "Correct the provider's base URL in the configuration.",
    },
  );
}

/** The start of a refusal's body: as much as may say why, or what was read before the connection broke. A redirect's says nothing. */
export async function refusalBody({ status, body }: HttpAnswer): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const most = status < 400 ? 0 : MAX_ERROR_BODY;
  while (body !== undefined && size < most) {
    const piece = await body.read().catch(() => undefined);
    if (piece === undefined) return Buffer.concat(pieces);
    pieces.push(piece);
    size += piece.byteLength;
  }
  await body?.cancel(undefined).catch(() => undefined);
  return Buffer.concat(pieces);
}
