import type { Clock } from "@ai-orchestrator/contract";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Time that passes only when nothing else can happen. */
export class FakeClock implements Clock {
  #now = 0;
  #order = 0;
  #timers: Timer[] = [];
  readonly epoch: number = Date.UTC(2026, 10, 25);

  /** Sleeps that have not ended. */
  get pending(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.epoch + this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new DOMException("Aborted", "AbortError"));
        return;
      }
      const abort = (): void => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        reject(new DOMException("Aborted", "AbortError"));
      };
      const timer: Timer = {
        at: this.#now + Math.max(0, ms),
        order: this.#order++,
        fire: () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#timers.push(timer);
    });
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, fire: run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets everything that is due within `ms` happen. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (await settle(); this.#next() !== undefined && (this.#next()?.at ?? 0) <= until; await settle()) this.#fire();
    this.#now = Math.max(this.#now, until);
    await settle();
  }

  /** Lets time jump from timer to timer until `promise` is settled. Throws if it waits for something that will never come. */
  async drive<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const watch = (): void => {
      isSettled = true;
    };
    promise.then(watch, watch);
    for (await settle(); !isSettled; await settle()) {
      if (!this.#fire()) {
        await settle();
        if (!isSettled) throw new Error("Nothing left to wait for, and the promise is not settled.");
      }
    }
    return await promise;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    return first;
  }

  #fire(): boolean {
    const timer = this.#next();
    if (timer === undefined) return false;
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.fire();
    return true;
  }
}

/** Everything that can run without time passing has run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
