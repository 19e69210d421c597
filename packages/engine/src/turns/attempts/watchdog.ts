import { OrchestratorError, type Clock, type Model } from "@ai-orchestrator/contract";

/** Watches one call for silence. Costs one timer, however many events pass. */
export interface Watchdog extends Disposable {
  /** The engine waits for the provider from here on. */
  waiting(): void;
  /** The provider sent something; the time the reader takes is not the provider's. */
  heard(): void;
  /** Content came: only the idle limit counts from here. `isThinking`: of the model's reasoning, which pauses for longer. */
  content(isThinking: boolean): void;
}

/** Calls `onSilence` with a `timeout` when the provider is silent for too long. */
export function startWatchdog(options: {
  readonly model: Model;
  readonly clock: Clock;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  /** Idle limit while the last content was reasoning. */
  readonly thinkingIdleMs: number;
  readonly onSilence: (error: OrchestratorError) => void;
}): Watchdog {
  const { clock, firstTokenMs, model } = options;
  const startedAt = clock.monotonic();
  let waitingSince: number | undefined;
  let hasBegun = false;
  let idleMs = options.idleMs;
  const limitAt = (): number => {
    const now = clock.monotonic();
    if (!hasBegun) return startedAt + firstTokenMs;
    return (waitingSince ?? now) + idleMs;
  };
  let stop = (): void => undefined;
  const watch = (): void => {
    const left = limitAt() - clock.monotonic();
    if (left <= 0) return options.onSilence(silence(model, hasBegun ? idleMs : firstTokenMs, hasBegun));
    // Never longer than the idle limit: the first content may come any moment and shorten what is allowed.
    stop = clock.after(Math.min(left, options.idleMs), watch);
  };
  watch();
  return {
    waiting: () => {
      waitingSince = clock.monotonic();
    },
    heard: () => {
      waitingSince = undefined;
    },
    content: (isThinking) => {
      hasBegun = true;
      idleMs = isThinking ? options.thinkingIdleMs : options.idleMs;
    },
    [Symbol.dispose]: () => stop(),
  };
}

/** What a call ends with that said nothing for `ms`. */
export function silence(model: Model, ms: number, hasBegun: boolean): OrchestratorError {
  const seconds = Math.round(ms / 100) / 10;
  const what = hasBegun ? `sent nothing for ${seconds} s` : `did not begin to answer within ${seconds} s`;
  return new OrchestratorError("timeout", `${model.key} ${what}.`, {
    suggestion: "Try again or choose another model.",
    provider: model.provider,
    model: model.key,
  });
}
