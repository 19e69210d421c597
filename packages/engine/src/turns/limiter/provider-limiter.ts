import type { Clock } from "@ai-orchestrator/contract";
import { RateWindow, type Taken } from "./rate-window.ts";

/** What one call needs of the limiter. */
export interface LimiterRequest {
  /** Estimated tokens, input and output. */
  readonly tokens: number;
  /** Called once with the expected wait in ms, if there is one. */
  readonly onWait?: (waitMs: number) => void;
  readonly signal: AbortSignal;
}

/** A place in the minute that was given out. */
export interface Permit {
  /** Replaces the estimate by what was used; once. */
  correct(actualTokens: number): void;
  /** Nothing was sent: gives everything back; once. */
  giveBack(): void;
}

/** Long waits are slept in pieces: timers of most platforms end at 24 days. */
const LONGEST_SLEEP_MS = 3_600_000;

/** What is left of a limit, for the next `ms`. */
export interface Left {
  readonly units: number;
  readonly ms: number;
}

interface Waiter {
  readonly tokens: number;
  readonly grant: (permit: Permit) => void;
}

/**
 * Requests and tokens a minute of one provider. First come, first served. Cannot deadlock: nobody holds
 * anything while waiting, one pump sleeps exactly as long as the head of the queue must wait, a request
 * larger than a whole minute's limit goes when the minute is empty, and a cancelled waiter leaves its place at once.
 */
export class ProviderLimiter {
  readonly #clock: Clock;
  #requests: RateWindow | undefined;
  #tokens: RateWindow | undefined;
  #queue: Waiter[] = [];
  #queuedTokens = 0;
  #pumping = false;
  #wake: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls waiting now. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Sets the limits; undefined lifts one. */
  configure(limits: { readonly requestsPerMinute?: number; readonly tokensPerMinute?: number }): void {
    this.#requests = resized(this.#requests, limits.requestsPerMinute);
    this.#tokens = resized(this.#tokens, limits.tokensPerMinute);
    this.#wake?.abort();
  }

  /** Waits for its turn; rejects with the signal's reason when cancelled. */
  async acquire(request: LimiterRequest): Promise<Permit> {
    request.signal.throwIfAborted();
    const now = this.#clock.monotonic();
    if (this.#queue.length === 0 && this.#headWait(request.tokens, now) === 0) return this.#charge(request.tokens, now);
    return await this.#waitInLine(request, now);
  }

  /** What the provider says is left, each for the next `ms`. */
  observe(left: { readonly requests?: Left; readonly tokens?: Left }): void {
    const now = this.#clock.monotonic();
    if (left.requests !== undefined) this.#requests?.atMost(left.requests.units, left.requests.ms, now);
    if (left.tokens !== undefined) this.#tokens?.atMost(left.tokens.units, left.tokens.ms, now);
  }

  #waitInLine(request: LimiterRequest, now: number): Promise<Permit> {
    request.onWait?.(this.#expectedWait(request.tokens, now));
    return new Promise<Permit>((resolve, reject) => {
      const leave = (): void => {
        this.#remove(waiter);
        reject(request.signal.reason);
      };
      const waiter: Waiter = {
        tokens: request.tokens,
        grant: (permit) => {
          request.signal.removeEventListener("abort", leave);
          resolve(permit);
        },
      };
      request.signal.addEventListener("abort", leave, { once: true });
      this.#queue.push(waiter);
      this.#queuedTokens += waiter.tokens;
      if (!this.#pumping) void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const now = this.#clock.monotonic();
      const waitMs = this.#headWait(head.tokens, now);
      if (waitMs === 0) {
        this.#remove(head);
        head.grant(this.#charge(head.tokens, now));
      } else {
        await this.#sleep(waitMs);
      }
    }
    this.#pumping = false;
  }

  async #sleep(waitMs: number): Promise<void> {
    const wake = new AbortController();
    this.#wake = wake;
    try {
      await this.#clock.sleep(Math.min(waitMs, LONGEST_SLEEP_MS), wake.signal);
    } catch (error) {
      // Woken early: the head left or a limit changed; the loop looks again.
      if (!wake.signal.aborted) throw error;
    }
  }

  #remove(waiter: Waiter): void {
    const index = this.#queue.indexOf(waiter);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    this.#queuedTokens -= waiter.tokens;
    if (index === 0) this.#wake?.abort();
  }

  #headWait(tokens: number, now: number): number {
    return Math.max(this.#requests?.waitMs(1, now) ?? 0, this.#tokens?.waitMs(tokens, now) ?? 0);
  }

  #expectedWait(tokens: number, now: number): number {
    const requests = this.#requests?.expectedWaitMs(this.#queue.length + 1, now) ?? 0;
    return Math.max(requests, this.#tokens?.expectedWaitMs(this.#queuedTokens + tokens, now) ?? 0);
  }

  /** Takes a request and its tokens; the permit corrects the very windows it was taken from. */
  #charge(tokens: number, now: number): Permit {
    const requests = taken(this.#requests, 1, now);
    const charged = taken(this.#tokens, tokens, now);
    let isOpen = true;
    const settle = (requestUnits: number, tokenUnits: number): void => {
      if (!isOpen) return;
      isOpen = false;
      const at = this.#clock.monotonic();
      requests?.(requestUnits, at);
      charged?.(tokenUnits, at);
      if (requestUnits < 1 || tokenUnits < tokens) this.#wake?.abort();
    };
    return { correct: (actual) => settle(1, actual), giveBack: () => settle(0, 0) };
  }
}

/** Takes units out of a window, if there is one, and returns how to correct them. */
function taken(
  window: RateWindow | undefined,
  units: number,
  now: number,
): ((units: number, at: number) => void) | undefined {
  if (window === undefined) return undefined;
  const entry: Taken = window.take(units, now);
  return (actual, at) => window.correct(entry, actual, at);
}

function resized(window: RateWindow | undefined, perMinute: number | undefined): RateWindow | undefined {
  if (perMinute === undefined || perMinute <= 0 || !Number.isFinite(perMinute)) return undefined;
  if (window === undefined) return new RateWindow(perMinute);
  window.resize(perMinute);
  return window;
}
