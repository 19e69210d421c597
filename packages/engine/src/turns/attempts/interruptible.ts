/**
 * Waits for promises but lets an abort cut in at once, whether or not the other side reacts to it.
 * Unlike `Promise.race` against a long-lived promise it keeps nothing per wait, so a stream of any length costs the same.
 */
export class Interruptible {
  readonly #signal: AbortSignal;
  #reject: ((reason: unknown) => void) | undefined;
  readonly #onAbort = (): void => this.#reject?.(this.#signal.reason);

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** What `promise` resolves to; rejects with the signal's reason when aborted first. One wait at a time. */
  wait<T>(promise: PromiseLike<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#signal.aborted) {
        // The promise is given up; its own failure no longer interests anyone.
        promise.then(undefined, () => undefined);
        reject(this.#signal.reason);
        return;
      }
      this.#reject = reject;
      promise.then(resolve, reject);
    });
  }

  [Symbol.dispose](): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#reject = undefined;
  }
}
