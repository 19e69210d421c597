import {
  OrchestratorError,
  toOrchestratorError,
  type Clock,
  type FinishReason,
  type Model,
  type ModelEvent,
  type ModelStream,
  type ProviderMetadata,
  type Usage,
} from "@ai-orchestrator/contract";
import { Interruptible } from "./interruptible.ts";
import { linkController } from "./linked-controller.ts";
import { startWatchdog } from "./watchdog.ts";

/** How a call that worked ended. */
export interface CallEnd {
  readonly reason: FinishReason;
  readonly usage: Usage;
  readonly providerMetadata?: ProviderMetadata;
}

/** One call to be read. */
export interface CallReading {
  readonly model: Model;
  readonly clock: Clock;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly thinkingIdleMs: number;
  /** What came of the call before it is read; heard even if the signal is aborted. */
  readonly came?: readonly Exclude<ModelEvent, { type: "finish" }>[] | undefined;
  /** Opens the provider's stream; aborting `signal` must close the connection. */
  readonly open: (signal: AbortSignal) => Promise<ModelStream>;
  /** Gets every event but the last in order; wait for the promise, if there is one. */
  readonly onEvent: (event: Exclude<ModelEvent, { type: "finish" }>) => Promise<void> | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads one provider stream to its end. Throws a typed error for every way it can go wrong: what the provider threw,
 * silence (`timeout`), an end without `finish` (`bad_response`), the abort's own reason. Whatever happens, the
 * provider's connection is told to close before this returns, and nothing waits for it to obey.
 */
export async function readCall(reading: CallReading): Promise<CallEnd> {
  using controller = linkController(reading.signal);
  using interruptible = new Interruptible(controller.signal);
  using watchdog = startWatchdog({ ...reading, onSilence: (error) => controller.abort(error) });
  let iterator: AsyncIterator<readonly ModelEvent[], undefined> | undefined;
  try {
    for (const event of reading.came ?? []) await reading.onEvent(event);
    const opened = await interruptible.wait(reading.open(controller.signal));
    iterator = opened.batches?.() ?? singly(opened);
    for (;;) {
      watchdog.waiting();
      const { value: events, done } = await interruptible.wait(iterator.next());
      watchdog.heard();
      if (done) throw new OrchestratorError("bad_response", `${reading.model.key} broke off its answer.`);
      for (const event of events) {
        if (event.type === "finish") {
          // Lets the provider's generator run its own end; nobody waits for it.
          closeQuietly(iterator);
          iterator = undefined;
          return event;
        }
        if (isContent(event)) watchdog.content(event.type === "reasoning-delta");
        const full = reading.onEvent(event);
        if (full !== undefined) await interruptible.wait(full);
      }
    }
  } catch (thrown) {
    throw named(controller.signal.aborted ? controller.signal.reason : uncancelled(thrown), reading.model);
  } finally {
    if (iterator !== undefined) {
      controller.abort(new OrchestratorError("cancelled", "The call was given up."));
      closeQuietly(iterator);
    }
  }
}

/** Frames that only announce something do not count: a model may think silently for minutes after `reasoning-start`. */
function isContent(event: ModelEvent): boolean {
  return event.type !== "response-start" && event.type !== "reasoning-start" && event.type !== "text-start";
}

/** Events of a stream that does not say which came together. */
function singly(stream: AsyncIterable<ModelEvent>): AsyncIterator<readonly ModelEvent[], undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await iterator.next();
      return done === true ? { value: undefined, done } : { value: [value], done: false };
    },
    async return() {
      await iterator.return?.();
      return { value: undefined, done: true };
    },
  };
}

function closeQuietly(iterator: AsyncIterator<unknown>): void {
  try {
    iterator.return?.()?.then(undefined, () => undefined);
  } catch {
    // A custom iterator may throw synchronously; the call has its outcome already.
  }
}

/** A cancellation that nobody here asked for is the other side hanging up. */
function uncancelled(thrown: unknown): unknown {
  const error = toOrchestratorError(thrown);
  return error.code === "cancelled"
    ? new OrchestratorError("network", "The connection was closed by the other side.", { cause: thrown })
    : error;
}

/** The error with the model's name on it, so that messages and fail-overs can say who failed. */
function named(thrown: unknown, model: Model): OrchestratorError {
  const error = toOrchestratorError(thrown);
  if (error.model !== undefined && error.provider !== undefined) return error;
  if (error.code === "cancelled") return error;
  const { code, message, ...rest } = error.toJSON();
  return new OrchestratorError(code, message, {
    provider: model.provider,
    model: model.key,
    ...rest,
    cause: error.cause ?? error,
  });
}
