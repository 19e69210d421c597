/**
 * A minute as a provider counts it, with half a second for the way there. Slightly too long costs 0.8 % of throughput,
 * slightly too short costs refusals.
 */
export const WINDOW_MS = 60_500;

/** Something taken out of a window; kept to be corrected. */
export interface Taken {
  readonly at: number;
  units: number;
}

/**
 * At most `limit` units in any minute: a sliding window, stricter than a token bucket (which lets through up to twice its
 * size in its first minute), so that it holds whichever way the provider counts. More than the limit at once waits for an
 * empty window. Times are monotonic ms given by the caller.
 */
export class RateWindow {
  #limit: number;
  #taken: Taken[] = [];
  #head = 0;
  #used = 0;
  /** What the provider says others have used, until when. */
  #foreign = { units: 0, until: 0 };

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Ms from `now` until `units` may be taken. */
  waitMs(units: number, now: number): number {
    return this.#freedMs(this.#usedAt(now) + Math.min(units, this.#limit) - this.#limit, now);
  }

  /** Ms from `now` until `units` in all have been handed out one after the other, however many minutes that takes. */
  expectedWaitMs(units: number, now: number): number {
    const excess = this.#usedAt(now) + units - this.#limit;
    if (excess <= 0) return 0;
    const minutes = Math.ceil(excess / this.#limit) - 1;
    return minutes * WINDOW_MS + this.#freedMs(excess - minutes * this.#limit, now);
  }

  /** Takes units, whether or not there is room. */
  take(units: number, now: number): Taken {
    const taken = { at: now, units };
    this.#taken.push(taken);
    this.#used += units;
    return taken;
  }

  /** What was taken turns out to be this many units. */
  correct(taken: Taken, units: number, now: number): void {
    this.#expire(now);
    const isCounted = taken.at + WINDOW_MS > now;
    if (isCounted) this.#used += units - taken.units;
    taken.units = units;
  }

  /** The provider says only `left` units are left for the next `ms`; never makes room. */
  atMost(left: number, ms: number, now: number): void {
    const missing = this.#limit - this.#usedAt(now) - left;
    if (missing > 0) this.#foreign = { units: this.#foreignUnits(now) + missing, until: now + ms };
  }

  /** Another limit from now on (config was reloaded). */
  resize(limit: number): void {
    this.#limit = limit;
  }

  /** Ms until `excess` units have left the window; 0 if there is no excess. */
  #freedMs(excess: number, now: number): number {
    if (excess <= 0) return 0;
    const foreign = this.#foreignUnits(now);
    let freed = 0;
    let isForeignFreed = foreign === 0;
    for (let index = this.#head; index < this.#taken.length; index += 1) {
      const { at, units } = this.#taken[index] as Taken;
      if (!isForeignFreed && this.#foreign.until <= at + WINDOW_MS) {
        isForeignFreed = true;
        freed += foreign;
        if (freed >= excess) return this.#foreign.until - now;
      }
      freed += units;
      if (freed >= excess) return at + WINDOW_MS - now;
    }
    return isForeignFreed ? WINDOW_MS : this.#foreign.until - now;
  }

  #usedAt(now: number): number {
    this.#expire(now);
    return this.#used + this.#foreignUnits(now);
  }

  #foreignUnits(now: number): number {
    return this.#foreign.until > now ? this.#foreign.units : 0;
  }

  #expire(now: number): void {
    for (
      let oldest = this.#taken[this.#head];
      oldest !== undefined && oldest.at + WINDOW_MS <= now;
      oldest = this.#taken[this.#head]
    ) {
      this.#used -= oldest.units;
      this.#head += 1;
    }
    if (this.#head > 1_024 && this.#head * 2 > this.#taken.length) {
      this.#taken = this.#taken.slice(this.#head);
      this.#head = 0;
    }
  }
}
