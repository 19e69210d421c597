import type { Clock } from "@ai-orchestrator/contract";

/** When a circuit opens and for how long. */
export interface BreakerRule {
  readonly consecutive: number;
  /** Opens at half of this many outcomes within `windowMs`; 0 switches the rule off. */
  readonly windowSize: number;
  readonly windowMs: number;
  readonly openMs: number;
}

/** For one model: 5 in a row, or half of the last 20 within 30 s; open for 15 s. */
export const MODEL_RULE: BreakerRule = { consecutive: 5, windowSize: 20, windowMs: 30_000, openMs: 15_000 };
/** For a whole provider only failures without any success between count, whichever models they came from. */
export const PROVIDER_RULE: BreakerRule = { consecutive: 5, windowSize: 0, windowMs: 30_000, openMs: 15_000 };

/** A circuit as others see it. */
export interface BreakerState {
  readonly state: "closed" | "open" | "half-open";
  /** Monotonic ms at which a probe is allowed. */
  readonly until?: number;
  readonly lastError?: string;
}

/** Closed → open after failures → after `openMs` one probe → closed again, or open anew. */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #rule: BreakerRule;
  #consecutive = 0;
  #outcomes: { readonly at: number; readonly ok: boolean }[] = [];
  #openUntil: number | undefined;
  #probing = false;
  #lastError: string | undefined;

  constructor(clock: Clock, rule: BreakerRule) {
    this.#clock = clock;
    this.#rule = rule;
  }

  /** The state now. */
  state(): BreakerState {
    if (this.#openUntil === undefined)
      return { state: "closed", ...(this.#lastError === undefined ? {} : { lastError: this.#lastError }) };
    const half = this.#clock.monotonic() >= this.#openUntil;
    return {
      state: half ? "half-open" : "open",
      until: this.#openUntil,
      ...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
    };
  }

  /** True if it is closed and the last call worked. */
  get isWell(): boolean {
    return this.#openUntil === undefined && this.#lastError === undefined;
  }

  /** True if a call would be let through now. */
  get isPassable(): boolean {
    if (this.#openUntil === undefined) return true;
    return !this.#probing && this.#clock.monotonic() >= this.#openUntil;
  }

  /** Lets a call through; while half-open only one. Every true must be followed by `succeed`, `fail` or `forget`. */
  enter(): boolean {
    if (!this.isPassable) return false;
    if (this.#openUntil !== undefined) this.#probing = true;
    return true;
  }

  /** The call worked. */
  succeed(): void {
    this.#consecutive = 0;
    this.#probing = false;
    if (this.#openUntil !== undefined) {
      this.#openUntil = undefined;
      this.#outcomes = [];
    }
    this.#lastError = undefined;
    this.#record(true);
  }

  /** The call failed in a way that speaks against the other side. */
  fail(message: string): void {
    // It is only ever told within a sentence, which has a full stop of its own.
    this.#lastError = message.replace(/\.$/u, "");
    this.#consecutive += 1;
    this.#record(false);
    const wasProbe = this.#probing;
    this.#probing = false;
    // Late failures of calls that were under way must not prolong the pause.
    if (this.#openUntil !== undefined && !wasProbe) return;
    if (wasProbe || this.#consecutive >= this.#rule.consecutive || this.#isHalfFailed()) {
      this.#openUntil = this.#clock.monotonic() + this.#rule.openMs;
    }
  }

  /** The other side answered, if only to refuse: enough for a probe. */
  answer(): void {
    if (this.#probing) this.succeed();
  }

  /** The call says nothing about the other side (cancelled, bad request). */
  forget(): void {
    this.#probing = false;
  }

  #record(ok: boolean): void {
    if (this.#rule.windowSize === 0) return;
    this.#outcomes.push({ at: this.#clock.monotonic(), ok });
    if (this.#outcomes.length > this.#rule.windowSize) this.#outcomes.shift();
  }

  #isHalfFailed(): boolean {
    const { windowSize, windowMs } = this.#rule;
    if (windowSize === 0 || this.#outcomes.length < windowSize) return false;
    const since = this.#clock.monotonic() - windowMs;
    const recent = this.#outcomes.filter((outcome) => outcome.at >= since);
    return recent.length >= windowSize && recent.filter((outcome) => !outcome.ok).length * 2 >= windowSize;
  }
}
