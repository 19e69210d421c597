import { toOrchestratorError, type Clock, type Logger, type RelayedAnswer } from "@ai-orchestrator/contract";
import type { Background } from "../background.ts";

/** Longest time a relayed answer waits to be read, ms, while nothing else is at work: reading many in a row costs less than one after each call. */
const WAIT_MS = 10;
/** After so much reading in a row others get their turn, ms: the first piece of a stream must not wait for it. Where many wait, longer. */
const SLICE_MS = 0.2;
const LONG_SLICE_MS = 1;
const MANY = 200;
const TURN_MS = 1;
/** Most bytes of answers that wait; beyond, the oldest are read at once. Nothing is passed over. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_WAITING = 1_000;

interface Reading {
  readonly answer: RelayedAnswer;
  readonly read: (answer: RelayedAnswer) => void;
}

/**
 * Relayed answers on their way through the analyzer, in the order they ended: after their last byte went out, between
 * other work, bounded in memory. What waits when the engine ends is read then. A reading that fails is logged and goes no further.
 */
export class Readings {
  readonly #clock: Clock;
  readonly #logger: Logger | undefined;
  readonly #background: Background;
  #waiting: Reading[] = [];
  #bytes = 0;
  #isRunning = false;

  constructor(of: { readonly clock: Clock; readonly logger: Logger | undefined; readonly background: Background }) {
    this.#clock = of.clock;
    this.#logger = of.logger;
    this.#background = of.background;
  }

  /** Lets `read` have the answer soon; never throws. */
  add(answer: RelayedAnswer, read: (answer: RelayedAnswer) => void): void {
    this.#waiting.push({ answer, read });
    this.#bytes += answer.bytes;
    while (this.#bytes > MOST_BYTES || this.#waiting.length > MOST_WAITING) this.#readOldest();
    if (this.#isRunning || this.#waiting.length === 0) return;
    if (!this.#background.start("reading relayed answers", (signal) => this.#run(signal))) this.#readFor(Infinity);
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#isRunning = true;
    try {
      for (let ms = WAIT_MS; this.#waiting.length > 0 && !signal.aborted; ms = TURN_MS) {
        await this.#pause(ms, signal);
        this.#readFor(this.#waiting.length > MANY ? LONG_SLICE_MS : SLICE_MS);
      }
      this.#readFor(Infinity);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Ends early when the engine ends. */
  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(ms, done);
      signal.addEventListener("abort", done);
      function done(): void {
        stop();
        signal.removeEventListener("abort", done);
        resolve();
      }
    });
  }

  #readFor(ms: number): void {
    const until = this.#clock.monotonic() + ms;
    while (this.#waiting.length > 0) {
      this.#readOldest();
      if (ms !== Infinity && this.#clock.monotonic() >= until) return;
    }
  }

  #readOldest(): void {
    const oldest = this.#waiting.shift();
    if (oldest === undefined) return;
    this.#bytes -= oldest.answer.bytes;
    try {
      oldest.read(oldest.answer);
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      this.#logger?.log("error", "A relayed call could not be recorded.", { code: error.code, error: error.message });
    }
  }
}
