import {
  OrchestratorError,
  type Compaction,
  type Conversation,
  type ConversationStore,
  type StoredTurn,
  type TurnEvent,
} from "@ai-orchestrator/contract";

/** A conversation store in memory that also remembers what was written to it. */
export interface FakeStore extends ConversationStore {
  readonly journalled: Map<string, TurnEvent[]>;
  readonly journalWrites: number[];
  readonly writes: string[];
  /** Makes writes fail from now on. */
  failWith(error: OrchestratorError | undefined): void;
  /** Puts a turn in as it is and makes it the head. */
  put(turn: StoredTurn): void;
  /** Puts a finished turn in, as if it had been asked and answered. */
  addTurn(
    turn: Partial<StoredTurn> & { readonly id: string; readonly conversationId: string },
    question: string,
    answer: string,
  ): StoredTurn;
}

/** A new, empty store. */
export function fakeStore(): FakeStore {
  const conversations = new Map<string, Conversation>();
  const turns = new Map<string, StoredTurn>();
  const compactions: Compaction[] = [];
  const journalled = new Map<string, TurnEvent[]>();
  const journalWrites: number[] = [];
  const writes: string[] = [];
  let failure: OrchestratorError | undefined;
  const write = (what: string): void => {
    if (failure !== undefined) throw failure;
    writes.push(what);
  };
  const need = (id: string): Conversation => {
    const found = conversations.get(id);
    if (found === undefined) throw new OrchestratorError("not_found", `No conversation ${id}.`);
    return found;
  };
  const unsupported = (): never => {
    throw new Error("The fake store does not do this.");
  };
  const put = (turn: StoredTurn): void => {
    turns.set(turn.id, turn);
    const known = conversations.get(turn.conversationId);
    if (known !== undefined)
      conversations.set(known.id, {
        ...known,
        headTurnId: turn.id,
        turnCount: [...turns.values()].filter((other) => other.conversationId === known.id).length,
      });
  };
  const store: FakeStore = {
    journalled,
    journalWrites,
    writes,
    put,
    failWith: (error) => {
      failure = error;
    },
    create: (options = {}) => {
      write("create");
      const at = "2026-11-25T00:00:00.000Z";
      const conversation: Conversation = {
        id: options.id ?? `c${conversations.size}`,
        title: options.title ?? "",
        titleBy: options.title === undefined ? "none" : "user",
        createdAt: at,
        updatedAt: at,
        pinned: false,
        archived: false,
        tags: [],
        turnCount: 0,
        cost: { usd: 0 },
        ...(options.system === undefined ? {} : { system: options.system }),
      };
      conversations.set(conversation.id, conversation);
      return conversation;
    },
    get: (id) => conversations.get(id),
    list: () => ({ items: [...conversations.values()] }),
    search: unsupported,
    update: (id, patch) => {
      write("update");
      const { folder: _folder, system: _system, draft: _draft, ...rest } = patch;
      const next = { ...need(id), ...rest };
      conversations.set(id, next);
      return next;
    },
    delete: unsupported,
    undelete: unsupported,
    purge: unsupported,
    branch: (conversationId, turnId, most) => {
      const branch: StoredTurn[] = [];
      for (let id = turnId ?? need(conversationId).headTurnId; id !== undefined;) {
        const turn = turns.get(id);
        if (turn === undefined) break;
        branch.unshift(turn);
        id = turn.parentId;
      }
      return most === undefined ? branch : branch.slice(Math.max(0, branch.length - most));
    },
    branchIds: (conversationId, turnId) => store.branch(conversationId, turnId).map((turn) => turn.id),
    turn: (id) => turns.get(id),
    followers: unsupported,
    leaves: unsupported,
    turns: (conversationId) => [...turns.values()].filter((turn) => turn.conversationId === conversationId),
    beginTurn: ({ id, conversationId, parentId, question, at, continues }) => {
      write("beginTurn");
      need(conversationId);
      put({
        id,
        conversationId,
        ...(parentId === null || parentId === undefined ? {} : { parentId }),
        createdAt: new Date(at).toISOString(),
        status: "running",
        question,
        answer: [],
        ...(continues === undefined ? {} : { continues }),
      });
    },
    journal: (turnId, events) => {
      write("journal");
      journalWrites.push(events.length);
      journalled.set(turnId, [...(journalled.get(turnId) ?? []), ...events]);
    },
    finishTurn: (turn) => {
      write("finishTurn");
      if (!turns.has(turn.id)) throw new Error("finished before it began");
      turns.set(turn.id, turn);
    },
    interrupted: () => [],
    rate: unsupported,
    addCompaction: (compaction) => {
      write("addCompaction");
      compactions.push(compaction);
    },
    compactions: (conversationId) => compactions.filter((compaction) => compaction.conversationId === conversationId),
    undoCompaction: (id) => {
      const index = compactions.findIndex((compaction) => compaction.id === id);
      const known = compactions[index];
      if (known !== undefined) compactions[index] = { ...known, undoneAt: "2026-11-25T00:00:00.000Z" };
    },
    addTurn: (turn, question, answer) => {
      const head = need(turn.conversationId).headTurnId;
      const stored: StoredTurn = {
        createdAt: "2026-11-25T00:00:00.000Z",
        status: "complete",
        question: [{ type: "text", text: question }],
        answer: answer === "" ? [] : [{ type: "text", text: answer }],
        ...(head === undefined ? {} : { parentId: head }),
        ...turn,
      };
      put(stored);
      return stored;
    },
  };
  return store;
}
