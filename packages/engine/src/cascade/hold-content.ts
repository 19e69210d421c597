import { reduceTurn, type TurnEventBody, type TurnState } from "@ai-orchestrator/contract";
import { isContent, type TurnWriter } from "../turns/turn-writer.ts";

/** A writer that keeps an answer back: everything but content goes on to `writer` at once. */
export interface HeldAnswer {
  readonly writer: TurnWriter;
  /** The turn as if the answer had been passed on. */
  state(): TurnState;
  /** Passes the answer on. */
  release(): Promise<void>;
}

/** Holds one answer of a turn until somebody has looked at it. */
export function holdContent(writer: TurnWriter): HeldAnswer {
  const held: TurnEventBody[] = [];
  let ahead: TurnState | undefined;
  const state = (): TurnState => ahead ?? writer.state();
  const fold = (body: TurnEventBody): void => {
    const now = state();
    ahead = reduceTurn(now, { ...body, turnId: writer.turnId, seq: now.lastSeq + 1 });
  };
  return {
    state,
    writer: {
      turnId: writer.turnId,
      emit(body) {
        if (held.length > 0 || isContent(body)) fold(body);
        if (!isContent(body)) return writer.emit(body);
        held.push(body);
        return undefined;
      },
      forStep: (step) => writer.forStep(step),
      state,
      phase: () => writer.phase(),
      hold: () => writer.hold(),
      settle: (passes) => writer.settle(passes),
    },
    async release() {
      for (const body of held.splice(0)) await writer.emit(body);
      ahead = undefined;
    },
  };
}
