import type { Clock, Randomness } from "@ai-orchestrator/contract";

/** Spread of those who waited for the same moment, ms. */
const SPREAD_MS = 1_000;

/** Models whose provider said "not before": everyone waits, and they come back spread out instead of all at once. */
export class Pauses {
  readonly #clock: Clock;
  readonly #randomness: Randomness;
  readonly #until = new Map<string, number>();

  constructor(clock: Clock, randomness: Randomness) {
    this.#clock = clock;
    this.#randomness = randomness;
  }

  /** Nobody calls `key` for `ms`; a longer pause already set stays. */
  pause(key: string, ms: number): void {
    const until = this.#clock.monotonic() + ms;
    if (until > (this.#until.get(key) ?? 0)) this.#until.set(key, until);
  }

  /** Ms `key` is still paused. */
  leftMs(key: string): number {
    const until = this.#until.get(key);
    if (until === undefined) return 0;
    const left = until - this.#clock.monotonic();
    if (left <= 0) this.#until.delete(key);
    return Math.max(0, left);
  }

  /** Waits the pause out. */
  async wait(
    key: string,
    options: { readonly onWait: (ms: number) => void; readonly signal: AbortSignal },
  ): Promise<void> {
    for (let left = this.leftMs(key); left > 0; left = this.leftMs(key)) {
      const ms = left + Math.floor(this.#randomness.random() * Math.min(SPREAD_MS, left));
      options.onWait(ms);
      await this.#clock.sleep(ms, options.signal);
    }
  }
}
