/**
 * A bucket that refills evenly: `perMinute` units a minute, at most `perMinute` at once. It may be overdrawn
 * (a request larger than the bucket, usage above the estimate); the debt is then paid by waiting.
 * Times are monotonic ms given by the caller.
 */
export class TokenBucket {
  #perMinute: number;
  #level: number;
  #at: number;

  constructor(perMinute: number, now: number) {
    this.#perMinute = perMinute;
    this.#level = perMinute;
    this.#at = now;
  }

  /** Units in it at `now`; negative while in debt. */
  level(now: number): number {
    const elapsed = Math.max(0, now - this.#at);
    this.#level = Math.min(this.#perMinute, this.#level + (elapsed * this.#perMinute) / 60_000);
    this.#at = Math.max(this.#at, now);
    return this.#level;
  }

  /** Ms from `now` until `units` may be taken; more than the bucket holds waits for a full bucket. */
  waitMs(units: number, now: number): number {
    const missing = Math.min(units, this.#perMinute) - this.level(now);
    // A rounding error of the refill must not cost another wake-up.
    return missing <= 1e-6 ? 0 : Math.ceil((missing * 60_000) / this.#perMinute);
  }

  /** Ms from `now` until `units` in all have been handed out, however many buckets that takes. */
  expectedWaitMs(units: number, now: number): number {
    return Math.max(0, Math.ceil(((units - this.level(now)) * 60_000) / this.#perMinute));
  }

  /** Takes units, into debt if need be; negative units are given back. */
  take(units: number, now: number): void {
    this.#level = Math.min(this.#perMinute, this.level(now) - units);
  }

  /** The other side says only this much is left: never raises the level. */
  atMost(units: number, now: number): void {
    this.#level = Math.min(this.level(now), units);
  }

  /** Another limit from now on (config was reloaded). */
  resize(perMinute: number, now: number): void {
    this.#level = Math.min(this.level(now), perMinute);
    this.#perMinute = perMinute;
  }
}
