import {
  toOrchestratorError,
  type Clock,
  type Logger,
  type StoredTurn,
  type TurnEvent,
} from "@ai-orchestrator/contract";
import { createJournal, type Journal } from "./journal.ts";
import { keptQuestion, type PreparedTurn } from "./prepared-turn.ts";
import type { TurnWriter } from "./turn-writer.ts";

/** The keeping of one turn. Nothing here ever fails the turn: a full disk costs the record, not the answer, and the user is told. */
export interface TurnStorage {
  /** Writes the question, before anything is sent. */
  begin(prepared: PreparedTurn, options: { readonly at: number }): void;
  journal(event: TurnEvent): void;
  /** Writes the whole turn. */
  finish(turn: (storage: { readonly conversationId: string; readonly parentId: string | null }) => StoredTurn): void;
  /** True kept, false wanted but not kept, undefined never wanted. */
  readonly isStored: boolean | undefined;
}

/** Storage of one turn; does nothing until `begin` is called with a turn that is to be kept. */
export function createTurnStorage(options: {
  readonly writer: TurnWriter;
  readonly clock: Clock;
  readonly logger: Logger | undefined;
}): TurnStorage {
  const { clock } = options;
  let kept: PreparedTurn["storage"];
  let journal: Journal | undefined;
  let isStored: boolean | undefined;
  const fail = (thrown: unknown): void => {
    const error = toOrchestratorError(thrown);
    options.logger?.log("error", "A turn could not be stored.", { code: error.code, error: error.message });
    if (isStored === false) return;
    isStored = false;
    void options.writer.emit({ type: "status", phase: "generating", message: `Not saved: ${error.message}` });
  };
  return {
    begin(prepared, { at }) {
      const { storage } = prepared;
      if (storage === undefined) return;
      try {
        const { store, conversationId, parentId, isNew } = storage;
        if (isNew && store.get(conversationId) === undefined)
          store.create({ id: conversationId, ...(prepared.system === undefined ? {} : { system: prepared.system }) });
        const id = options.writer.turnId;
        store.beginTurn({ id, conversationId, parentId, ...keptQuestion(prepared), at });
        journal = createJournal({ turnId: id, store, clock, onFailure: fail });
        kept = storage;
        isStored = true;
      } catch (error) {
        fail(error);
      }
    },
    journal: (event) => journal?.add(event),
    finish(turn) {
      journal?.stop();
      if (kept === undefined) return;
      try {
        kept.store.finishTurn(turn(kept));
        isStored = true;
      } catch (error) {
        isStored = true;
        fail(error);
      }
    },
    get isStored() {
      return isStored;
    },
  };
}
