import type { TurnPhase } from "@ai-orchestrator/contract";

/** What each phase is called while it lasts. */
export const PHASE_TEXT: Readonly<Record<TurnPhase, string>> = {
  validating: "Checking the prompt …",
  classifying: "Reading what you ask …",
  routing: "Choosing a model …",
  selecting: "Preparing the model …",
  queued: "Waiting for the rate limit …",
  searching: "Searching the web …",
  thinking: "Thinking …",
  generating: "Answering …",
  downloading: "Loading the model …",
  retrying: "Trying again …",
};
