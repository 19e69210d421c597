import type { OrchestratorError, TurnEvent, TurnStream } from "@ai-orchestrator/contract";

/** A stream of a turn that cannot even start: it begins and ends properly. */
export function failedTurn(turnId: string, at: number, error: OrchestratorError): TurnStream {
  return {
    turnId,
    async *[Symbol.asyncIterator](): AsyncGenerator<TurnEvent, undefined, undefined> {
      yield { type: "turn-start", turnId, seq: 0, at };
      yield { type: "turn-error", turnId, seq: 1, error: error.toJSON() };
    },
  };
}
