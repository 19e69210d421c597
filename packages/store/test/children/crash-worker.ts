// Works on a history until it is killed, and says on stdout what the store has acknowledged.
import { writeFileSync, writeSync } from "node:fs";
import { exportAll, importConversations, openStore, type HistoryFile, type Store } from "../../src/index.ts";
import { MIGRATIONS } from "../../src/database/migrations/index.ts";
import { LATER_MIGRATIONS } from "../later-migrations.ts";
import { finishedTurn } from "../turns.ts";

const [, , path = "", mode = "", salt = ""] = process.argv;

/** One line the parent may hold us to; written with the system call itself, so that a kill cannot lose it. */
function acknowledge(kind: string, ...values: readonly (string | number)[]): void {
  writeSync(1, `${JSON.stringify([kind, ...values])}\n`);
}

function open(withLater: boolean): Store {
  return openStore({
    path,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    ...(withLater ? { migrations: [...MIGRATIONS, ...LATER_MIGRATIONS] } : {}),
  });
}

const MODES: Readonly<Record<string, () => void>> = {
  send: () => {
    const store = open(false);
    const { id: conversationId } = store.conversations.create();
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const id = `${salt}-${n}`;
      store.conversations.beginTurn({
        id,
        conversationId,
        question: [{ type: "text", text: `question ${id}` }],
        at: Date.now(),
      });
      acknowledge("begun", id);
      store.conversations.finishTurn(
        finishedTurn({
          id,
          conversationId,
          question: [{ type: "text", text: `question ${id}` }],
          answer: [{ type: "text", text: `answer ${id}` }],
        }),
      );
      acknowledge("finished", id);
    }
  },
  stream: () => {
    const store = open(false);
    const { id: conversationId } = store.conversations.create();
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const id = `${salt}-${n}`;
      store.conversations.beginTurn({
        id,
        conversationId,
        question: [{ type: "text", text: "go on" }],
        at: Date.now(),
      });
      acknowledge("begun", id);
      let seq = 0;
      store.conversations.journal(id, [
        { type: "turn-start", at: 1, turnId: id, seq: seq++ },
        { type: "text-start", id: "a", turnId: id, seq: seq++ },
      ]);
      for (let chunk = 0; chunk < 40; chunk += 1) {
        store.conversations.journal(id, [{ type: "text-delta", id: "a", text: `<${chunk}>`, turnId: id, seq: seq++ }]);
        acknowledge("chunk", id, chunk);
      }
      const answer = Array.from({ length: 40 }, (_, chunk) => `<${chunk}>`).join("");
      store.conversations.finishTurn(finishedTurn({ id, conversationId, answer: [{ type: "text", text: answer }] }));
      acknowledge("finished", id);
    }
  },
  compact: () => {
    const store = open(false);
    const { id: conversationId } = store.conversations.create();
    store.conversations.finishTurn(finishedTurn({ id: `${salt}-t`, conversationId }));
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const id = `${salt}-${n}`;
      store.conversations.addCompaction({
        id,
        conversationId,
        throughTurnId: `${salt}-t`,
        summary: `summary ${id}`,
        model: "m",
        tokensBefore: 2,
        tokensAfter: 1,
        turnsSummarized: 1,
        createdAt: new Date().toISOString(),
      });
      acknowledge("compacted", conversationId, id);
    }
  },
  import: () => {
    const store = open(false);
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const id = `${salt}-${n}`;
      writeFileSync(`${path}.${salt}.json`, JSON.stringify(historyOf(id)));
      importConversations(store, { path: `${path}.${salt}.json` });
      acknowledge("imported", id, TURNS);
    }
  },
  export: () => {
    const store = open(false);
    const { id: conversationId } = store.conversations.create();
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const id = `${salt}-${n}`;
      store.conversations.finishTurn(
        finishedTurn({
          id,
          conversationId,
          question: [{ type: "text", text: `question ${id}` }],
          answer: [{ type: "text", text: `answer ${id}` }],
        }),
      );
      acknowledge("finished", id);
      writeFileSync(
        `${path}.${salt}.json`,
        [...exportAll(store.conversations, { format: "json", now: Date.now() })].join(""),
      );
    }
  },
  migrate: () => {
    acknowledge("ready");
    for (;;) {
      using store = open(true);
      acknowledge("migrated", store.opening.migrated.length);
    }
  },
  delete: () => {
    const store = open(false);
    acknowledge("ready");
    for (let n = 0; ; n += 1) {
      const { id: conversationId } = store.conversations.create({ id: `${salt}-${n}` });
      store.conversations.finishTurn(
        finishedTurn({
          id: `${salt}-${n}-t`,
          conversationId,
          question: [{ type: "file", mediaType: "text/plain", data: "c2hhcmVk" }],
        }),
      );
      acknowledge("made", conversationId);
      if (n % 3 === 0) continue;
      store.conversations.delete(conversationId);
      acknowledge("deleted", conversationId);
      if (n % 3 === 1) continue;
      acknowledge("purging", conversationId);
      store.conversations.purge({ id: conversationId });
      acknowledge("purged", conversationId);
    }
  },
};

const TURNS = 20;

function historyOf(id: string): HistoryFile {
  const conversation = {
    id,
    title: id,
    titleBy: "user",
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    pinned: false,
    archived: false,
    tags: ["imported"],
    turnCount: TURNS,
    cost: { usd: 0 },
    headTurnId: `${id}-${TURNS - 1}`,
  } as const;
  const turns = Array.from({ length: TURNS }, (_, n) =>
    finishedTurn({ id: `${id}-${n}`, conversationId: id, ...(n === 0 ? {} : { parentId: `${id}-${n - 1}` }) }),
  );
  return {
    format: "ai-orchestrator-history",
    version: 1,
    exportedAt: "2026-01-01T00:00:00.000Z",
    conversations: [{ conversation, turns, compactions: [] }],
  };
}

MODES[mode]?.();
