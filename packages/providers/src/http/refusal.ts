import type { OrchestratorError } from "@ai-orchestrator/contract";
import { classifyFailure, providerError, type FailureContext } from "../errors/classify-failure.ts";
import type { BodySource } from "./body-source.ts";
import type { HttpAnswer } from "./http-answer.ts";

const MAX_ERROR_BODY = 64 * 1024;

/** The typed error for any answer that is not 2xx. */
export async function refusal(response: HttpAnswer, context: FailureContext): Promise<OrchestratorError> {
  if (response.status < 400) {
    await response.body?.cancel(undefined);
    const target = response.headers.get("location") ?? "nowhere";
    return providerError(
      "bad_response",
      `answered with a redirect to ${target}, which is not followed because it would carry the key along.`,
      {
        ...context,
        status: response.status,
        retryable: false,
        suggestion: "Correct the provider's base URL in the configuration.",
      },
    );
  }
  const body = await readLimited(response.body);
  return classifyFailure({ status: response.status, headers: response.headers, body }, context);
}

/** The start of a body as text; what was read before the connection broke, if it breaks. */
async function readLimited(source: BodySource | undefined): Promise<string> {
  if (source === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const piece = await source.read().catch(() => undefined);
    if (piece === undefined) return text + decoder.decode();
    text += decoder.decode(piece, { stream: true });
    if (text.length >= MAX_ERROR_BODY) {
      await source.cancel(undefined).catch(() => undefined);
      return text.slice(0, MAX_ERROR_BODY);
    }
  }
}
