import { createSilenceTimer, type SilenceTimer } from "./silence-timer.ts";
import type { StopSignal } from "./stop-signal.ts";

const SILENCE = new Error("Silence.");

/** What keeps one request going: it stops with its caller's signal, or after a silence. */
export class Line implements StopSignal {
  readonly #caller: AbortSignal | undefined;
  readonly #silence: SilenceTimer = createSilenceTimer(() => this.#stop(SILENCE));
  readonly #follow = (): void => this.#stop(this.#caller?.reason);
  #listeners: readonly (() => void)[] = [];
  aborted = false;
  reason: unknown;

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller;
    if (caller?.aborted === true) this.#follow();
    else caller?.addEventListener("abort", this.#follow, ONCE);
  }

  get isSilent(): boolean {
    return this.reason === SILENCE;
  }

  /** The other side said something; it may now be silent for `ms`. */
  heard(ms: number): void {
    if (!this.aborted) this.#silence.restart(ms);
  }

  /** Nothing is watched any more. */
  close(): void {
    this.#silence.stop();
    this.#caller?.removeEventListener("abort", this.#follow);
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = [...this.#listeners, listener];
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners = this.#listeners.filter((one) => one !== listener);
  }

  #stop(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.close();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

const ONCE = { once: true } as const;
