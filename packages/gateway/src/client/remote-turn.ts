import {
  isLastEvent,
  toOrchestratorError,
  type CallOptions,
  type TurnEvent,
  type TurnStream,
} from "@ai-orchestrator/contract";
import { followRun, type RunToFollow } from "./follow-run.ts";

/** A turn to run on the gateway. */
export type RemoteTurn = Pick<RunToFollow, "http" | "path" | "body" | "reconnectMs"> & {
  /** Ours for a new turn; a resumed one gets its own with its first event. */
  readonly turnId: string;
  readonly options: CallOptions | undefined;
};

/** A turn that runs on the gateway: never throws, always ends, survives broken connections. Leaving the loop cancels it. */
export function remoteTurn(turn: RemoteTurn): TurnStream {
  const stream = { turnId: turn.turnId };
  return {
    get turnId() {
      return stream.turnId;
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<TurnEvent> {
      let seq = -1;
      const controller = new AbortController();
      const cancel = (): void => controller.abort();
      if (turn.options?.signal?.aborted === true) cancel();
      turn.options?.signal?.addEventListener("abort", cancel, { once: true });
      try {
        const isLast = ({ name }: { readonly name: string }): boolean => name === "turn-end" || name === "turn-error";
        for await (const sent of followRun({ ...turn, signal: controller.signal, isLast })) {
          const event = JSON.parse(sent.data) as TurnEvent;
          stream.turnId = event.turnId;
          seq = event.seq;
          yield event;
          if (isLastEvent(event)) return;
        }
      } catch (thrown) {
        const { turnId } = stream;
        if (seq < 0) yield { type: "turn-start", turnId, seq: ++seq, at: Date.now() };
        yield { type: "turn-error", turnId, seq: seq + 1, error: toOrchestratorError(thrown).toJSON() };
      } finally {
        turn.options?.signal?.removeEventListener("abort", cancel);
      }
    },
  };
}
