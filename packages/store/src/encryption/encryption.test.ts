import { dirname } from "node:path";
import { expect, test } from "vitest";
import { addTurn, filesHolding, storeOptions } from "../../test/test-store.ts";
import { rekeyStore } from "../maintenance/rekey-store.ts";
import { openStore, type Store } from "../open-store.ts";
import { encryptedCodec } from "./content-codec.ts";

const KEY = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);
const SECRETS = [
  "secrettitle",
  "secretquestion",
  "secretanswer",
  "secretfile",
  "secretcue",
  "secretdraft",
  "secretjournal",
  "secretsummary",
];

function fill(store: Store): string {
  const { id } = store.conversations.create({ title: "secrettitle" });
  store.conversations.update(id, { draft: "secretdraft" });
  addTurn(store, id, {
    id: "t",
    question: "secretquestion 机密",
    answer: "the secretanswer is here",
    decision: { cues: [{ text: "secretcue" }] } as never,
  });
  store.conversations.beginTurn({
    id: "f",
    conversationId: id,
    question: [{ type: "file", mediaType: "text/plain", data: Buffer.from("secretfile").toString("base64") }],
    at: 5,
  });
  store.conversations.journal("f", [{ type: "text-delta", id: "a", text: "secretjournal", turnId: "f", seq: 0 }]);
  store.conversations.addCompaction({
    id: "c",
    conversationId: id,
    throughTurnId: "t",
    summary: "secretsummary",
    model: "m",
    tokensBefore: 1,
    tokensAfter: 1,
    turnsSummarized: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
  });
  return id;
}

test("nothing a person wrote is readable in any file, and everything is in the store", () => {
  const options = storeOptions({ encryptionKey: KEY });
  const id = (() => {
    using store = openStore(options);
    const made = fill(store);
    for (const secret of SECRETS) expect(filesHolding(dirname(options.path), secret)).toEqual([]);
    return made;
  })();
  for (const secret of SECRETS) expect(filesHolding(dirname(options.path), secret)).toEqual([]);
  using store = openStore(options);
  expect(store.encrypted).toBe(true);
  expect(store.conversations.get(id)).toMatchObject({ title: "secrettitle", draft: "secretdraft" });
  expect(store.conversations.turns(id)).toMatchObject([
    { answer: [{ text: "secretjournal" }], status: "interrupted" },
    { decision: { cues: [{ text: "secretcue" }] } },
  ]);
  expect(store.verify()).toEqual([]);
});

test("search finds words, beginnings and phrases", () => {
  using store = openStore(storeOptions({ encryptionKey: KEY }));
  fill(store);
  const found = (query: string): string[] => store.conversations.search({ query }).items.map((hit) => hit.field);
  expect(found("SecretAnswer")).toEqual(["answer"]);
  expect(found('"secretanswer is here"')).toEqual(["answer"]);
  expect(found('"is secretanswer"')).toEqual([]);
  expect(found("机密")).toEqual(["question"]);
  expect(found("机")).toEqual(["question"]);
  expect(found("secrettitle")).toEqual(["title"]);
  expect(found("secretans*")).toEqual(["answer"]);
  expect(found("secretti")).toEqual(["title"]);
  expect(found("secretans ")).toEqual([]);
});

test("beginnings are found by another process and after the word lists were made one; purged words are in no list", () => {
  const options = storeOptions({ encryptionKey: KEY });
  using store = openStore(options);
  using other = openStore(options);
  const hits = (query: string, from = other): number => from.conversations.search({ query, limit: 500 }).items.length;
  const { id } = store.conversations.create();
  const doomed = other.conversations.create();
  addTurn(other, doomed.id, { id: "doomed", question: "onlyhere", answer: "sharedword" });
  for (let n = 0; n < 150; n += 1) {
    addTurn(store, id, { id: `t${n}`, question: `begun${n}word`, answer: "sharedword" });
    if (n % 40 === 0) expect(hits("begun*")).toBe(n + 1);
  }
  expect(hits("begun*")).toBe(150);
  expect(hits("begun14*")).toBe(11);
  const lists = (): number =>
    Number(store.context.database.raw.prepare("SELECT count(*) AS n FROM word_list").get()?.n);
  expect(lists()).toBeLessThan(70);
  expect(store.context.index.beginningWith("onlyh")).toEqual(["onlyhere"]);
  other.conversations.purge({ id: doomed.id });
  expect(store.context.index.beginningWith("onlyh")).toEqual([]);
  expect([hits("onlyh*"), hits("shared*", store), hits("begun14*", store)]).toEqual([0, 150, 11]);
  expect(store.verify()).toEqual([]);
});

test("an index of an earlier format is built anew when the history is opened", () => {
  const options = storeOptions({ encryptionKey: KEY });
  {
    using store = openStore(options);
    fill(store);
    store.context.database.raw.exec(
      "DELETE FROM word; DELETE FROM word_list; DELETE FROM meta WHERE key = 'index_built'",
    );
  }
  using store = openStore(options);
  expect(store.conversations.search({ query: "secretans*" }).items).toHaveLength(1);
  expect(store.verify()).toEqual([]);
});

test("a wrong key, no key, and a key for a plain history are refused", () => {
  const options = storeOptions({ encryptionKey: KEY });
  openStore(options)[Symbol.dispose]();
  expect(() => openStore({ ...options, encryptionKey: OTHER })).toThrow(/another key/);
  const { encryptionKey: _key, ...keyless } = options;
  expect(() => openStore(keyless)).toThrow(/no key was given/);
  const plain = storeOptions();
  openStore(plain)[Symbol.dispose]();
  expect(() => openStore({ ...plain, encryptionKey: KEY })).toThrow(/not encrypted/);
  expect(() => encryptedCodec(new Uint8Array(16))).toThrow(/32 bytes/);
});

test("a value moved to another place, or changed by a bit, does not open", () => {
  const codec = encryptedCodec(KEY);
  const sealed = codec.sealBytes(Buffer.from("text"), "answer|1") as Uint8Array<ArrayBuffer>;
  expect(codec.open(sealed, "answer|1")).toBe("text");
  expect(() => codec.open(sealed, "answer|2")).toThrow(expect.objectContaining({ code: "storage" }));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => codec.open(changed, "answer|1")).toThrow(expect.objectContaining({ code: "storage" }));
  }
});

test("a history is encrypted, given another key and made plain again without loss, and leaves nothing readable behind", () => {
  const { encryptionKey: _none, ...options } = storeOptions();
  let before: unknown;
  {
    using store = openStore(options);
    const id = fill(store);
    before = [store.conversations.get(id), store.conversations.turn("t"), store.conversations.compactions(id)];
  }
  rekeyStore({ ...options, newKey: KEY });
  for (const secret of SECRETS)
    expect({ secret, in: filesHolding(dirname(options.path), secret) }).toEqual({ secret, in: [] });
  rekeyStore({ ...options, encryptionKey: KEY, newKey: OTHER });
  expect(() => openStore({ ...options, encryptionKey: KEY })).toThrow(/another key/);
  rekeyStore({ ...options, encryptionKey: OTHER });
  using store = openStore(options);
  const { id } = store.conversations.list().items[0] ?? { id: "" };
  expect([store.conversations.get(id), store.conversations.turn("t"), store.conversations.compactions(id)]).toEqual(
    before,
  );
  expect(store.conversations.turn("f")?.question).toMatchObject([
    { data: Buffer.from("secretfile").toString("base64") },
  ]);
  expect(store.conversations.search({ query: "secretans" }).items).toHaveLength(1);
  expect(store.verify()).toEqual([]);
});
