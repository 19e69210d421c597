import {
  endOfTurn,
  toOrchestratorError,
  type CallOptions,
  type TurnEvent,
  type TurnRequest,
  type TurnStream,
} from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import { realClock, realRandomness } from "../wiring/real-world.ts";

/** A turn whose engine opens when the stream is first read. If it cannot be opened, the stream says so and ends. */
export function lateTurn(
  engine: () => Promise<Engine>,
  request: TurnRequest,
  options: CallOptions | undefined,
): TurnStream {
  const turnId = request.turnId ?? realRandomness.id();
  return lateStream(turnId, async () => (await engine()).stream({ ...request, turnId }, options));
}

/** A stream that is made when it is first read. */
export function lateStream(turnId: string, make: () => Promise<TurnStream>): TurnStream {
  return {
    turnId,
    toEnd: async (onEvent) => {
      const made = await make().catch((thrown: unknown) => failedStream(turnId, thrown));
      return await endOfTurn(made, onEvent);
    },
    // Passes events on as they are: a generator in between would cost more for each than the engine does.
    [Symbol.asyncIterator]() {
      let opening: Promise<AsyncIterator<TurnEvent>> | undefined;
      let opened: AsyncIterator<TurnEvent> | undefined;
      const open = async (): Promise<AsyncIterator<TurnEvent>> => {
        opened = await make().then(
          (events) => events[Symbol.asyncIterator](),
          (thrown: unknown) => failure(turnId, thrown),
        );
        return opened;
      };
      return {
        next: () => opened?.next() ?? (opening ??= open()).then((events) => events.next()),
        async return() {
          const events = opened ?? (await opening);
          await events?.return?.();
          // Left before it began: it never begins.
          opened ??= failure(turnId, undefined);
          if (opening === undefined) await opened.return?.();
          return { value: undefined, done: true };
        },
      };
    },
  };
}

function failedStream(turnId: string, thrown: unknown): TurnStream {
  return { turnId, [Symbol.asyncIterator]: () => failure(turnId, thrown) };
}

async function* failure(turnId: string, thrown: unknown): AsyncGenerator<TurnEvent, undefined> {
  yield { type: "turn-start", turnId, seq: 0, at: realClock.now() };
  yield { type: "turn-error", turnId, seq: 1, error: toOrchestratorError(thrown).toJSON() };
}
