import type { Clock, ConversationStore, TurnEvent } from "@ai-orchestrator/contract";

const FLUSH_MS = 250;
const FLUSH_CHARS = 2_048;

/** Keeps a running turn's events on disk: at most 250 ms or 2,048 characters behind. */
export interface Journal {
  add(event: TurnEvent): void;
  /** Stops; what is not yet written is covered by `finishTurn`. */
  stop(): void;
}

/**
 * A journal over the store. Deltas of one block within a batch are joined, so the journal grows with the text
 * and not with the number of tokens. A failing store ends the journal once, through `onFailure`, never the turn.
 */
export function createJournal(options: {
  readonly turnId: string;
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}): Journal {
  const { turnId, store, clock, onFailure } = options;
  let isStopped = false;
  let forget = (): void => undefined;
  let batch: TurnEvent[] = [];
  let chars = 0;
  let isTimed = false;
  const stop = (): void => {
    isStopped = true;
    forget();
  };
  const flush = (): void => {
    if (batch.length === 0 || isStopped) return;
    const events = batch;
    batch = [];
    chars = 0;
    try {
      store.journal(turnId, events);
    } catch (error) {
      stop();
      onFailure(error);
    }
  };
  const flushLater = (): void => {
    isTimed = true;
    forget = clock.after(FLUSH_MS, () => {
      isTimed = false;
      flush();
    });
  };
  return {
    add(event) {
      if (isStopped || event.type === "status") return;
      chars += appendJoined(batch, event);
      if (chars >= FLUSH_CHARS) flush();
      else if (!isTimed) flushLater();
    },
    stop,
  };
}

/** Adds `event`, joined to the last one where both continue the same block. Returns the characters added. */
function appendJoined(batch: TurnEvent[], event: TurnEvent): number {
  const last = batch.at(-1);
  if (event.type === "text-delta" || event.type === "reasoning-delta") {
    if (
      last?.type === event.type &&
      last.id === event.id &&
      last.step === event.step &&
      !("providerMetadata" in last) &&
      !("logprobs" in last)
    ) {
      batch[batch.length - 1] = { ...event, text: last.text + event.text };
    } else {
      batch.push(event);
    }
    return event.text.length;
  }
  batch.push(event);
  return 64;
}
