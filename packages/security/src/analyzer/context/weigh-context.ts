import type { ScanInput } from "../scan-result.ts";
import type { ScoredReading } from "../signals.ts";
import { weighDocument } from "./weigh-document.ts";
import { weighSystem } from "./weigh-system.ts";

/** A reason from a text's surroundings: UTF-16 offsets, weight in log-odds. */
export interface ContextReason {
  readonly rule: string;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** What the text's surroundings say about it, in log-odds, and why. */
export interface ContextSignal {
  readonly weight: number;
  readonly reasons: readonly ContextReason[];
}

// Surroundings alone may raise an alarm but not the highest one.
const MOST = 9;

/** Weighs a text against its system prompt and its kind. */
export function weighContext(input: ScanInput, readings: readonly ScoredReading[]): ContextSignal {
  const documents = readings.map((scored) => weighDocument(input, scored));
  const worst = documents.reduce((most, one) => (total(one) > total(most) ? one : most), []);
  const reasons = [...worst, ...(input.system === undefined ? [] : weighSystem(input, input.system, readings))];
  return { weight: Math.min(MOST, total(reasons)), reasons };
}

function total(reasons: readonly ContextReason[]): number {
  return reasons.reduce((sum, { weight }) => sum + weight, 0);
}
