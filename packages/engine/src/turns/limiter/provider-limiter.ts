import type { Clock } from "@ai-orchestrator/contract";
import { RateWindow, WINDOW_MS, type Taken } from "./rate-window.ts";

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

interface Waiter {
  readonly tokens: number;
  readonly grant: () => void;
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
    const now = this.#clock.monotonic();
    this.#requests = resized(this.#requests, limits.requestsPerMinute, now);
    this.#tokens = resized(this.#tokens, limits.tokensPerMinute, now);
    this.#wake?.abort();
  }

  /** Waits for its turn; rejects with the signal's reason when cancelled. */
  async acquire(request: LimiterRequest): Promise<Permit> {
    request.signal.throwIfAborted();
    const now = this.#clock.monotonic();
    if (this.#queue.length === 0 && this.#headWait(request.tokens, now) === 0) this.#charge(request.tokens, now);
    else await this.#waitInLine(request, now);
    return this.#permit(request.tokens);
  }

  /** What the provider says is left for us right now. */
  observe(left: { readonly requests?: number; readonly tokens?: number }): void {
    const now = this.#clock.monotonic();
    if (left.requests !== undefined) this.#requests?.atMost(left.requests, now);
    if (left.tokens !== undefined) this.#tokens?.atMost(left.tokens, now);
  }

  #waitInLine(request: LimiterRequest, now: number): Promise<void> {
    request.onWait?.(this.#expectedWait(request.tokens, now));
    return new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#remove(waiter);
        reject(request.signal.reason);
      };
      const waiter: Waiter = {
        tokens: request.tokens,
        grant: () => {
          request.signal.removeEventListener("abort", leave);
          resolve();
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
        this.#charge(head.tokens, now);
        this.#remove(head);
        head.grant();
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

  #charge(tokens: number, now: number): void {
    this.#requests?.take(1, now);
    this.#tokens?.take(tokens, now);
  }

  #permit(tokens: number): Permit {
    let isOpen = true;
    const settle = (requests: number, unused: number): void => {
      if (!isOpen) return;
      isOpen = false;
      const now = this.#clock.monotonic();
      if (requests !== 0) this.#requests?.take(-requests, now);
      this.#tokens?.take(-unused, now);
      if (unused > 0 || requests > 0) this.#wake?.abort();
    };
    return { correct: (actual) => settle(0, tokens - actual), giveBack: () => settle(1, tokens) };
  }
}

function resized(bucket: TokenBucket | undefined, perMinute: number | undefined, now: number): TokenBucket | undefined {
  if (perMinute === undefined || perMinute <= 0 || !Number.isFinite(perMinute)) return undefined;
  if (bucket === undefined) return new TokenBucket(perMinute, now);
  bucket.resize(perMinute, now);
  return bucket;
}
