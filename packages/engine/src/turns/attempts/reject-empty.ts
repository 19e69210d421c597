import { OrchestratorError, type Model } from "@ai-orchestrator/contract";
import type { ContentRelay } from "./content-relay.ts";
import type { CallEnd } from "./read-call.ts";

/** Throws where a call ended by the book but answered nothing: a failure that another model can mend. */
export function rejectEmpty(end: CallEnd, relay: ContentRelay, model: Model): void {
  const of = { provider: model.provider, model: model.key };
  const { textChars, toolCallChars, media } = relay.delivered;
  if (end.reason === "content-filter" && textChars + toolCallChars + media === 0) {
    throw new OrchestratorError("content_filtered", `${model.key} withheld its answer for its content policy.`, {
      ...of,
      suggestion: "Rephrase the question or choose another model.",
    });
  }
  if (end.reason === "error") {
    throw new OrchestratorError("bad_response", `${model.key} ended its answer with an error.`, of);
  }
  // Cut off at its token limit while still thinking: honest, and the caller's limit to raise.
  if (relay.isEmpty && end.reason !== "length") {
    throw new OrchestratorError("bad_response", `${model.key} sent an empty answer.`, {
      ...of,
      suggestion: "Try again or choose another model.",
    });
  }
}
