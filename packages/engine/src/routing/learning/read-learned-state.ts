import { isTask } from "@ai-orchestrator/contract";
import { EMPTY_LEARNED_STATE, type LearnedState } from "./learned-state.ts";

/** A state from JSON, checked; undefined if it is none. What is left out of a damaged one is left out whole, never guessed. */
export function readLearnedState(value: unknown): LearnedState | undefined {
  if (!isRecord(value) || value.version !== 1 || typeof value.enabled !== "boolean" || !isCount(value.events))
    return undefined;
  const { ratings, corrections } = value;
  if (!isRecord(ratings) || !isRecord(corrections)) return undefined;
  if (
    !Object.entries(ratings).every(([task, row]) => isTask(task) && isRecord(row) && Object.values(row).every(isTally))
  )
    return undefined;
  if (
    !Object.entries(corrections).every(
      ([task, row]) =>
        isTask(task) && isRecord(row) && Object.entries(row).every(([to, entry]) => isTask(to) && isCorrection(entry)),
    )
  )
    return undefined;
  return {
    ...EMPTY_LEARNED_STATE,
    enabled: value.enabled,
    events: value.events,
    ratings: ratings as LearnedState["ratings"],
    corrections: corrections as LearnedState["corrections"],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isTally(value: unknown): boolean {
  return (
    isRecord(value) &&
    isCount(value.up) &&
    isCount(value.down) &&
    isCount(value.at) &&
    typeof value.version === "string"
  );
}

function isCorrection(value: unknown): boolean {
  return isRecord(value) && isCount(value.count) && isCount(value.at);
}
