import type { ModelCall, ModelEvent, ModelStream } from "@ai-orchestrator/contract";
import { openCall, type Connection } from "./connection.ts";
import { RunningCall } from "./running-call.ts";

/** Makes one call once it is read. Aborting, or breaking out of the loop, closes the connection at once. */
export function streamCall(
  connection: Connection,
  call: ModelCall,
  options: { readonly signal: AbortSignal },
): ModelStream {
  return new CallStream(connection, call, options.signal);
}

class CallStream implements ModelStream {
  readonly #connection: Connection;
  readonly #call: ModelCall;
  readonly #signal: AbortSignal;

  constructor(connection: Connection, call: ModelCall, signal: AbortSignal) {
    this.#connection = connection;
    this.#call = call;
    this.#signal = signal;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ModelEvent, void, undefined> {
    for await (const events of { [Symbol.asyncIterator]: () => this.batches() }) yield* events;
  }

  async *batches(): AsyncGenerator<readonly ModelEvent[], undefined> {
    const running = await this.#begin(this.#call.whole === true);
    try {
      for (;;) {
        const { events, failure, isOver } = await running.next();
        if (events.length > 0) yield events;
        if (failure !== undefined) throw failure.thrown;
        if (isOver) return undefined;
      }
    } catch (thrown) {
      throw running.failure(thrown);
    } finally {
      running.close();
    }
  }

  async whole(came?: ModelEvent[]): Promise<readonly ModelEvent[]> {
    const running = await this.#begin(true);
    try {
      let all: ModelEvent[] | undefined;
      for (;;) {
        const { events, failure, isOver } = await running.next();
        // Mostly there is nothing but the first.
        if (isOver && all === undefined && failure === undefined) return events;
        all ??= came ?? [];
        for (const event of events) all.push(event);
        if (failure !== undefined) throw failure.thrown;
        if (isOver) return all;
      }
    } catch (thrown) {
      throw running.failure(thrown);
    } finally {
      running.close();
    }
  }

  async #begin(isWhole: boolean): Promise<RunningCall> {
    const open = await openCall(this.#connection, this.#call.model);
    return new RunningCall(this.#connection, open, { call: this.#call, signal: this.#signal, isWhole });
  }
}
