import { dropOldest } from "@ai-orchestrator/contract";

const KEPT = 100;
const NEEDED = 20;
/** Most models kept: names of the user's own endpoints have no end. */
const MOST_MODELS = 500;
/** An answer within this many ms comes soon. */
export const SOON_MS = 30_000;
/** Share of a model's answers that may take longer than that. */
const LATE_SHARE = 0.05;

/** How long models took lately: to their first content, which hedging goes by, and to their last. */
export class LatencyRecord {
  readonly #byModel = new Map<string, number[]>();
  readonly #answers = new Map<string, { readonly late: boolean[]; lateCount: number }>();
  #calls = 0;
  #hedges = 0;

  /** Notes one call that began to answer after `ms`. */
  add(model: string, ms: number): void {
    const kept = this.#byModel.get(model) ?? [];
    kept.push(ms);
    if (kept.length > KEPT) kept.shift();
    keepLast(this.#byModel, model, kept);
    this.#calls += 1;
  }

  /** Notes one answer that nobody's reading slowed down, or how long it was waited for in vain. */
  answered(model: string, ms: number): void {
    const known = this.#answers.get(model) ?? { late: [], lateCount: 0 };
    const isLate = ms > SOON_MS;
    known.late.push(isLate);
    if (isLate) known.lateCount += 1;
    if (known.late.length > KEPT && known.late.shift() === true) known.lateCount -= 1;
    keepLast(this.#answers, model, known);
  }

  /** True if 95 % of the model's last answers came within 30 s, of which 20 at least are known. */
  answersSoon(model: string): boolean {
    const known = this.#answers.get(model);
    return known !== undefined && known.late.length >= NEEDED && known.lateCount <= known.late.length * LATE_SHARE;
  }

  /** The 95th percentile of the last calls; undefined until 20 are known. */
  p95(model: string): number | undefined {
    const kept = this.#byModel.get(model);
    if (kept === undefined || kept.length < NEEDED) return undefined;
    return kept.toSorted((a, b) => a - b)[Math.ceil(kept.length * 0.95) - 1];
  }

  /** Takes leave for one extra call, as long as extra calls stay within `share` of all. */
  takeHedge(share: number): boolean {
    if (this.#hedges + 1 > share * this.#calls) return false;
    this.#hedges += 1;
    return true;
  }
}

/**
 * Sets a model's entry; beyond the most, the model not heard of for longest is forgotten. Whose turn that will be matters
 * once there are many: moving an entry to the end has the map built anew every few answers.
 */
function keepLast<Value>(map: Map<string, Value>, model: string, value: Value): void {
  if (map.size >= MOST_MODELS / 2) map.delete(model);
  map.set(model, value);
  dropOldest(map, MOST_MODELS);
}
