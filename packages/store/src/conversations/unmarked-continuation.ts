import type { MessagePart } from "@ai-orchestrator/contract";

/**
 * What a turn that goes on from a partial answer was stored with as its question before such turns were marked: our own
 * words, which nobody asked. Kept as it was written then.
 */
const INSTRUCTION =
  "Your answer above was cut off by a technical fault. Continue it from exactly where it stops, in the same language and format. Do not repeat anything, do not comment on the interruption.";

/** True for the question of such a turn. */
export function isUnmarkedContinuation(question: readonly MessagePart[]): boolean {
  const [part] = question;
  return question.length === 1 && part?.type === "text" && part.text === INSTRUCTION;
}
