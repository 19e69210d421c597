const KEPT = 100;
const NEEDED = 20;

/** How long models took to their first content lately; what hedging goes by. */
export class LatencyRecord {
  readonly #byModel = new Map<string, number[]>();
  #calls = 0;
  #hedges = 0;

  /** Notes one call that began to answer after `ms`. */
  add(model: string, ms: number): void {
    const kept = this.#byModel.get(model) ?? [];
    kept.push(ms);
    if (kept.length > KEPT) kept.shift();
    this.#byModel.set(model, kept);
    this.#calls += 1;
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
