import type { Clock } from "@ai-orchestrator/contract";
import { RateWindow, type Taken } from "./rate-window.ts";

/** What one call needs of the limiter. */
export interface LimiterRequest {
  /** Estimated tokens, input and output. */
  readonly tokens: number;
  /** False for a call that does not count towards the calls at once. */
  readonly takesPlace?: boolean;
  /** Called once with the expected wait in ms, if there is one; undefined where it waits for other calls to end. */
  readonly onWait?: (waitMs: number | undefined) => void;
  readonly signal: AbortSignal;
}

/** Leave to make one call. One of the two must be called when the call is over: until then it is one of the calls at once. */
export interface Permit {
  /** Replaces the estimate by what was used; once. */
  correct(actualTokens: number): void;
  /** Nothing was sent: gives everything back; once. */
  giveBack(): void;
}

/** What a provider may be asked; what is absent is unlimited. */
export interface Limits {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Calls at once. */
  readonly maxConcurrent?: number;
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
  readonly takesPlace: boolean;
  readonly grant: (permit: Permit) => void;
}

/**
 * Requests and tokens a minute of one provider, and calls at once. First come, first served. Cannot deadlock: nobody
 * holds anything while waiting, one pump sleeps exactly as long as the head of the queue must wait or until a call
 * ends, a request larger than a whole minute's limit goes when the minute is empty, and a cancelled waiter leaves its
 * place at once.
 */
export class ProviderLimiter {
  readonly #clock: Clock;
  #requests: RateWindow | undefined;
  #tokens: RateWindow | undefined;
  #maxConcurrent = Number.POSITIVE_INFINITY;
  #running = 0;
  #queue: Waiter[] = [];
  #queuedTokens = 0;
  #pumping = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls waiting now. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Calls that hold a place now. */
  get running(): number {
    return this.#running;
  }

  /** Sets the limits; undefined lifts one. */
  configure(limits: Limits): void {
    this.#maxConcurrent = Math.max(1, limits.maxConcurrent ?? Number.POSITIVE_INFINITY);
    this.#requests = resized(this.#requests, limits.requestsPerMinute);
    this.#tokens = resized(this.#tokens, limits.tokensPerMinute);
    this.#wake?.();
  }

  /** Waits for its turn; rejects with the signal's reason when cancelled. */
  async acquire(request: LimiterRequest): Promise<Permit> {
    request.signal.throwIfAborted();
    return this.take(request) ?? (await this.#waitInLine(request, this.#clock.monotonic()));
  }

  /** Leave for a call, if there is room for it now and nobody waits. */
  take({ tokens, takesPlace = true }: Pick<LimiterRequest, "tokens" | "takesPlace">): Permit | undefined {
    if (this.#queue.length > 0 || this.#isFull(takesPlace)) return undefined;
    const now = this.#clock.monotonic();
    return this.#headWait(tokens, now) === 0 ? this.#charge(tokens, takesPlace, now) : undefined;
  }

  /** What the provider says is left, each for the next `ms`. */
  observe(left: { readonly requests?: Left; readonly tokens?: Left }): void {
    const now = this.#clock.monotonic();
    if (left.requests !== undefined) this.#requests?.atMost(left.requests.units, left.requests.ms, now);
    if (left.tokens !== undefined) this.#tokens?.atMost(left.tokens.units, left.tokens.ms, now);
  }

  #waitInLine(request: LimiterRequest, now: number): Promise<Permit> {
    const waitMs = this.#expectedWait(request.tokens, now);
    request.onWait?.(waitMs === 0 ? undefined : waitMs);
    return new Promise<Permit>((resolve, reject) => {
      const leave = (): void => {
        this.#remove(waiter);
        reject(request.signal.reason);
      };
      const waiter: Waiter = {
        tokens: request.tokens,
        takesPlace: request.takesPlace ?? true,
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
      const waitMs = this.#isFull(head.takesPlace) ? undefined : this.#headWait(head.tokens, now);
      if (waitMs === 0) {
        this.#remove(head);
        head.grant(this.#charge(head.tokens, head.takesPlace, now));
      } else {
        await this.#sleep(waitMs);
      }
    }
    this.#pumping = false;
  }

  /** Sleeps, or until something changes: the head left, a call ended, a limit is another. With no time only until then. */
  #sleep(waitMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const forget = waitMs === undefined ? undefined : this.#clock.after(Math.min(waitMs, LONGEST_SLEEP_MS), resolve);
      this.#wake = () => {
        forget?.();
        resolve();
      };
    });
  }

  #isFull(takesPlace: boolean): boolean {
    return takesPlace && this.#running >= this.#maxConcurrent;
  }

  #remove(waiter: Waiter): void {
    const index = this.#queue.indexOf(waiter);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    this.#queuedTokens -= waiter.tokens;
    if (index === 0) this.#wake?.();
  }

  #headWait(tokens: number, now: number): number {
    return Math.max(this.#requests?.waitMs(1, now) ?? 0, this.#tokens?.waitMs(tokens, now) ?? 0);
  }

  #expectedWait(tokens: number, now: number): number {
    const requests = this.#requests?.expectedWaitMs(this.#queue.length + 1, now) ?? 0;
    return Math.max(requests, this.#tokens?.expectedWaitMs(this.#queuedTokens + tokens, now) ?? 0);
  }

  /** Takes a place, a request and its tokens; the permit corrects the very windows it was taken from. */
  #charge(tokens: number, takesPlace: boolean, now: number): Permit {
    if (takesPlace) this.#running += 1;
    const requests = taken(this.#requests, 1, now);
    const charged = taken(this.#tokens, tokens, now);
    let isOpen = true;
    const settle = (requestUnits: number, tokenUnits: number): void => {
      if (!isOpen) return;
      isOpen = false;
      const at = this.#clock.monotonic();
      requests?.(requestUnits, at);
      charged?.(tokenUnits, at);
      if (takesPlace) this.#running -= 1;
      if (takesPlace || requestUnits < 1 || tokenUnits < tokens) this.#wake?.();
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
