import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredTurn } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { finishedTurn, tempFolder } from "../../test/test-store.ts";
import { exportAll, importConversations, openStore, type Store } from "../index.ts";

/** What the store must agree with: conversations as plain data. */
interface Model {
  readonly conversations: Map<string, { deleted: boolean; pinned: boolean; title: string; head: string | undefined }>;
  readonly turns: Map<
    string,
    { conversation: string; parent: string | undefined; answer: string; status: StoredTurn["status"] }
  >;
}

interface Real {
  store: Store;
  readonly reopen: () => void;
  readonly file: string;
  next: number;
}

type Step = (model: Model, real: Real) => void;

const WORDS = ["walrus", "pebble", "lantern", "orchid"] as const;

const pick = <T>(items: readonly T[], at: number): T | undefined =>
  items.length === 0 ? undefined : items[at % items.length];
const answerText = (text: string): StoredTurn["answer"] => [
  { type: "text", text },
  { type: "file", mediaType: "text/plain", data: Buffer.from(text.slice(0, 6)).toString("base64") },
];

/** Asks after turn `at` of a conversation (its head for undefined, the root for null) and answers. */
function ask(
  model: Model,
  real: Real,
  told: { conversation: number; parent: number | "head" | "root"; word: number; finish: boolean },
): void {
  const conversation = pick([...model.conversations.keys()], told.conversation);
  if (conversation === undefined) return;
  const own = [...model.turns].filter(([, turn]) => turn.conversation === conversation).map(([id]) => id);
  const entry = model.conversations.get(conversation);
  const parent = told.parent === "head" ? entry?.head : told.parent === "root" ? undefined : pick(own, told.parent);
  const id = `turn-${real.next++}`;
  const parentId = told.parent === "head" ? {} : { parentId: parent ?? null };
  real.store.conversations.beginTurn({
    id,
    conversationId: conversation,
    question: [{ type: "text", text: "asked" }],
    at: real.next,
    ...parentId,
  });
  const answer = `${WORDS[told.word % WORDS.length]} ${id}`;
  model.turns.set(id, {
    conversation,
    parent,
    answer: told.finish ? answer : "",
    status: told.finish ? "complete" : "running",
  });
  if (entry !== undefined) entry.head = id;
  if (!told.finish) return;
  const begun = real.store.conversations.turn(id);
  if (begun !== undefined)
    real.store.conversations.finishTurn({
      ...begun,
      status: "complete",
      answer: answerText(answer),
      cost: { usd: 0.1 },
    });
}

const nat = fc.nat({ max: 1000 });
const withConversation = (work: (id: string, model: Model, real: Real) => void): fc.Arbitrary<Step> =>
  nat.map((at) => (model, real) => {
    const id = pick([...model.conversations.keys()], at);
    if (id !== undefined) work(id, model, real);
  });

const step: fc.Arbitrary<Step> = fc.oneof(
  nat.map((word): Step => (model, real) => {
    const title = WORDS[word % WORDS.length] ?? "";
    const { id } = real.store.conversations.create({ id: `conversation-${real.next++}`, title });
    model.conversations.set(id, { deleted: false, pinned: false, title, head: undefined });
  }),
  fc
    .record({
      conversation: nat,
      parent: fc.oneof(nat, fc.constant("head" as const), fc.constant("root" as const)),
      word: nat,
      finish: fc.boolean(),
    })
    .map(
      (told): Step =>
        (model, real) =>
          ask(model, real, told),
    ),
  withConversation((id, model, real) => {
    real.store.conversations.delete(id);
    const entry = model.conversations.get(id);
    if (entry !== undefined) entry.deleted = true;
  }),
  withConversation((id, model, real) => {
    real.store.conversations.undelete(id);
    const entry = model.conversations.get(id);
    if (entry !== undefined) entry.deleted = false;
  }),
  withConversation((id, model, real) => {
    real.store.conversations.update(id, { pinned: true, title: `renamed ${id}` });
    const entry = model.conversations.get(id);
    if (entry !== undefined) Object.assign(entry, { pinned: true, title: `renamed ${id}` });
  }),
  withConversation((id, model, real) => {
    real.store.conversations.purge({ id });
    model.conversations.delete(id);
    for (const [turn, { conversation }] of model.turns) if (conversation === id) model.turns.delete(turn);
  }),
  fc.record({ at: nat, word: nat }).map(({ at, word }): Step => (model, real) => {
    const entry = pick([...model.turns], at);
    if (entry === undefined) return;
    const [id, turn] = entry;
    turn.answer = `${WORDS[word % WORDS.length]} again ${id}`;
    turn.status = "complete";
    const stored = real.store.conversations.turn(id) ?? finishedTurn({ id, conversationId: turn.conversation });
    real.store.conversations.finishTurn({
      ...stored,
      status: "complete",
      answer: answerText(turn.answer),
      cost: { usd: 0.3 },
    });
  }),
  fc.constant<Step>((_model, real) => {
    writeFileSync(real.file, [...exportAll(real.store.conversations, { format: "json", now: 1 })].join(""));
    expect(importConversations(real.store, { path: real.file })).toMatchObject({
      turnsAdded: 0,
      conversations: { added: 0, extended: 0 },
    });
  }),
  fc.constant<Step>((model, real) => {
    real.reopen();
    const cut = [...model.turns].filter(([, turn]) => turn.status === "running");
    for (const [, turn] of cut) turn.status = "interrupted";
    for (const [id, turn] of cut) leadWithWhole(model, id, turn);
  }),
);

/** All turns here ask the same and those cut off have no answer: the first whole answer beside one is the head. */
function leadWithWhole(
  { conversations, turns }: Model,
  id: string,
  cut: { conversation: string; parent: unknown },
): void {
  const entry = conversations.get(cut.conversation);
  const whole = [...turns].find(
    ([, turn]) => turn.conversation === cut.conversation && turn.parent === cut.parent && turn.status === "complete",
  );
  if (entry?.head === id && whole !== undefined) entry.head = whole[0];
}

/** Everything the store says against everything the model says. */
function agree(model: Model, { store }: Real): void {
  expect(store.verify()).toEqual([]);
  const { conversations } = store;
  const listed = (deleted: boolean): string[] =>
    conversations
      .list({ deleted, limit: 1000 })
      .items.map((item) => item.id)
      .toSorted();
  const expected = (deleted: boolean): string[] =>
    [...model.conversations]
      .filter(([, entry]) => entry.deleted === deleted)
      .map(([id]) => id)
      .toSorted();
  expect([listed(false), listed(true)]).toEqual([expected(false), expected(true)]);
  for (const [id, entry] of model.conversations) {
    expect(conversations.get(id)).toMatchObject({ title: entry.title, pinned: entry.pinned });
    expect(conversations.get(id)?.headTurnId).toBe(entry.head);
    const own = [...model.turns].filter(([, turn]) => turn.conversation === id);
    expect(conversations.turns(id).map((turn) => turn.id)).toEqual(own.map(([turn]) => turn));
    const parents = new Set(own.map(([, turn]) => turn.parent));
    expect(
      conversations
        .leaves(id)
        .map((turn) => turn.id)
        .toSorted(),
    ).toEqual(
      own
        .map(([turn]) => turn)
        .filter((turn) => !parents.has(turn))
        .toSorted(),
    );
  }
  for (const [id, turn] of model.turns) {
    const stored = conversations.turn(id);
    expect({ parent: stored?.parentId, status: stored?.status }).toEqual({ parent: turn.parent, status: turn.status });
    expect(stored?.answer).toEqual(turn.answer === "" ? [] : answerText(turn.answer));
  }
  for (const word of WORDS) {
    const hits = conversations
      .search({ query: `"${word}"`, limit: 1000 })
      .items.map((hit) => hit.turnId ?? hit.conversation.id);
    const turns = [...model.turns]
      .filter(
        ([, turn]) => turn.answer.startsWith(word) && model.conversations.get(turn.conversation)?.deleted === false,
      )
      .map(([id]) => id);
    const titles = [...model.conversations]
      .filter(([, entry]) => entry.title === word && !entry.deleted)
      .map(([id]) => id);
    expect(hits.toSorted()).toEqual([...turns, ...titles].toSorted());
  }
}

test.each([
  ["plain", undefined],
  ["encrypted", new Uint8Array(32).fill(3)],
])(
  "any sequence of edits, branches, deletes, undeletes, purges, imports and restarts keeps every invariant (%s)",
  (_name, encryptionKey) => {
    const folder = tempFolder();
    let runs = 0;
    const holds = (): void =>
      fc.assert(
        fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
          const options = {
            path: join(folder, `${runs++}.db`),
            now: () => 1_000_000,
            newId: () => crypto.randomUUID(),
            ...(encryptionKey === undefined ? {} : { encryptionKey }),
          };
          const real: Real = {
            store: openStore(options),
            next: 0,
            file: join(folder, "history.json"),
            reopen: () => {
              real.store[Symbol.dispose]();
              real.store = openStore(options);
            },
          };
          const model: Model = { conversations: new Map(), turns: new Map() };
          try {
            for (const one of steps) one(model, real);
            agree(model, real);
          } finally {
            real.store[Symbol.dispose]();
          }
        }),
        { numRuns: 40 },
      );
    expect(holds).not.toThrow();
  },
);
