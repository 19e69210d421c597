import {
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
export function lateStream(turnId: string, make: () => Promise<AsyncIterable<TurnEvent>>): TurnStream {
  return {
    turnId,
    async *[Symbol.asyncIterator]() {
      let events: AsyncIterable<TurnEvent>;
      try {
        events = await make();
      } catch (thrown) {
        yield { type: "turn-start", turnId, seq: 0, at: realClock.now() };
        yield { type: "turn-error", turnId, seq: 1, error: toOrchestratorError(thrown).toJSON() };
        return;
      }
      yield* events;
    },
  };
}
