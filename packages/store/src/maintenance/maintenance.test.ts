import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { runChild } from "../../test/run-child.ts";
import { addTurn, finishedTurn, PRIVATE_FILE, storeOptions } from "../../test/test-store.ts";
import { recoverStore, restoreStore, verifyStore } from "../index.ts";
import { openStore, type Store, type StoreOptions } from "../open-store.ts";

function fill(store: Store, turns: number): string {
  const { id } = store.conversations.create({ title: "the long one" });
  store.context.database.write("fill", () => {
    for (let n = 0; n < turns; n += 1) {
      store.conversations.finishTurn(
        finishedTurn({
          id: `t${n}`,
          conversationId: id,
          answer: [{ type: "text", text: `answer ${n} ${"and more of it ".repeat(20)}` }],
          ...(n === 0 ? {} : { parentId: `t${n - 1}` }),
        }),
      );
    }
    store.conversations.beginTurn({
      id: "with file",
      conversationId: id,
      question: [
        {
          type: "file",
          mediaType: "text/plain",
          data: Buffer.from("a file ".repeat(3000)).toString("base64"),
          name: "f.txt",
        },
      ],
      at: 5,
    });
  });
  return id;
}

test("a backup is whole, private, made while others write, and can be restored", () => {
  const options = storeOptions();
  const backup = join(dirname(options.path), "backup.db");
  {
    using store = openStore(options);
    using other = openStore(options);
    const { id } = store.conversations.create({ title: "before" });
    addTurn(store, id, { id: "t", question: "q", answer: "a" });
    store.backup(backup);
    other.conversations.create({ title: "after" });
    expect(statSync(backup).mode & 0o777).toBe(PRIVATE_FILE);
    expect(() => restoreStore({ path: options.path, from: backup, now: 1 })).toThrow(/has the history open/);
  }
  expect(verifyStore({ path: backup })).toEqual([]);
  const { replaced } = restoreStore({ path: options.path, from: backup, now: Date.UTC(2026, 0, 1) });
  {
    using store = openStore(options);
    expect(store.conversations.list().items.map((found) => found.title)).toEqual(["before"]);
    expect(store.verify()).toEqual([]);
  }
  using former = openStore({ ...options, path: replaced ?? "" });
  expect(
    former.conversations
      .list()
      .items.map((found) => found.title)
      .toSorted(),
  ).toEqual(["after", "before"]);
});

test("a damaged or foreign backup is refused and the history stays", () => {
  const options = storeOptions();
  const folder = dirname(options.path);
  const backup = join(folder, "backup.db");
  {
    using store = openStore(options);
    fill(store, 300);
    store.backup(backup);
  }
  const bytes = readFileSync(backup);
  bytes.fill(0xee, 8192 * 3, 8192 * 6);
  writeFileSync(backup, bytes);
  expect(() => restoreStore({ path: options.path, from: backup, now: 1 })).toThrow(
    expect.objectContaining({ code: "storage" }),
  );
  writeFileSync(backup, "not a database at all, but long enough to look at ".repeat(20));
  expect(() => restoreStore({ path: options.path, from: backup, now: 1 })).toThrow(
    expect.objectContaining({ code: "storage" }),
  );
  expect(() => restoreStore({ path: options.path, from: join(folder, "nothing.db"), now: 1 })).toThrow(
    expect.objectContaining({ code: "not_found" }),
  );
  expect(readdirSync(folder).filter((name) => name.includes("restoring"))).toEqual([]);
  using store = openStore(options);
  expect(store.conversations.list().items).toHaveLength(1);
});

test("verify names what is wrong", () => {
  const options = storeOptions();
  using store = openStore(options);
  fill(store, 5);
  const { raw } = store.context.database;
  expect(store.verify()).toEqual([]);
  const broken = (sql: string): string => {
    raw.exec(`SAVEPOINT s; ${sql}`);
    const problems = store.verify().join("; ");
    raw.exec("ROLLBACK TO s; RELEASE s");
    return problems;
  };
  expect(broken("UPDATE conversation SET turn_count = 99")).toMatch(/turn count/);
  expect(broken("UPDATE conversation SET cost_nanos = 1")).toMatch(/sum of their turns/);
  expect(broken("UPDATE conversation SET head_turn = 'x'")).toMatch(/valid head/);
  expect(broken("UPDATE attachment SET refs = 5")).toMatch(/count of users/);
  expect(broken("UPDATE attachment SET bytes = x'00'")).toMatch(/attachment .* is damaged/);
  expect(broken("UPDATE turn SET answer = '[{' WHERE id = 't3'")).toMatch(/turn t3 cannot be read/);
  expect(broken("UPDATE turn SET status = 'running' WHERE id = 't3'")).toMatch(/search index/);
  expect(broken("UPDATE turn SET decision = x'00' WHERE id = 't3'")).toMatch(/turn t3 cannot be read/);
});

/** Overwrites pages of a closed history, never those of the schema. */
function damage(path: string, pages: readonly number[]): void {
  const schema = schemaPages(path);
  const descriptor = openSync(path, "r+");
  for (const page of pages.filter((number) => !schema.has(number)))
    writeSync(descriptor, Buffer.alloc(8192, 0xa5), 0, 8192, page * 8192);
  closeSync(descriptor);
}

/** Pages the schema stands on, counted from 0. */
function schemaPages(path: string): ReadonlySet<number> {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'").all();
  database.close();
  return new Set(rows.map(({ pageno }) => Number(pageno) - 1));
}

test("whatever pages are damaged, recovering saves the rest and the result is sound", () => {
  const template = storeOptions();
  {
    using store = openStore(template);
    fill(store, 400);
  }
  const pages = statSync(template.path).size / 8192;
  let saved = 0;
  const cases = Array.from({ length: 14 }, (_, n) => [
    Math.floor(pages * (0.35 + (n / 14) * 0.64)),
    Math.floor(pages * (0.3 + ((n * 5) % 14) / 20)),
  ]);
  for (const [index, damaged] of cases.entries()) {
    const options: StoreOptions = { ...template, path: join(dirname(template.path), `case${index}.db`) };
    copyFileSync(template.path, options.path);
    damage(options.path, damaged);
    const report = recoverStore(options);
    expect(existsSync(report.damaged ?? "")).toBe(true);
    using store = openStore(options);
    expect(store.verify()).toEqual([]);
    const { items } = store.conversations.list();
    saved += items.reduce((sum, item) => sum + store.conversations.turns(item.id).length, 0);
  }
  // Two pages are gone each time; where one of them is the root of a table, all its rows are out of reach.
  expect(saved).toBeGreaterThan(cases.length * 401 * 0.8);
});

test("a sound history recovers to itself", () => {
  const options = storeOptions();
  let before: unknown;
  {
    using store = openStore(options);
    const id = fill(store, 50);
    store.conversations.update(id, { tags: ["a"], draft: "d" });
    store.ledger.settle({ id: "none" }, [
      {
        at: 1,
        turnId: "t",
        model: "m",
        provider: "p",
        task: "chat",
        usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
        cost: { usd: 2 },
      },
    ]);
    store[Symbol.dispose]();
    using again = openStore(options);
    before = [again.conversations.list().items, again.conversations.turns(id), again.ledger.report({ by: "model" })];
  }
  expect(recoverStore(options)).toMatchObject({
    conversations: 1,
    turns: 51,
    droppedTurns: 0,
    lostAttachments: 0,
    rehomedTurns: 0,
  });
  using store = openStore(options);
  const id = store.conversations.list().items[0]?.id ?? "";
  expect([
    store.conversations.list().items,
    store.conversations.turns(id),
    store.ledger.report({ by: "model" }),
  ]).toEqual(before);
});

test("a file cut short, or with a broken header, is reported and what can be saved is", () => {
  const options = storeOptions();
  {
    using store = openStore(options);
    fill(store, 400);
  }
  truncateSync(options.path, Math.floor((statSync(options.path).size / 8192) * 0.8) * 8192);
  expect(verifyStore(options)).not.toEqual([]);
  expect(recoverStore(options).turns).toBeGreaterThan(200);
  expect(verifyStore(options)).toEqual([]);
  writeFileSync(options.path, Buffer.alloc(8192, 1));
  expect(verifyStore(options)[0]).toMatch(/not a history database/);
  expect(() => recoverStore(options)).toThrow(expect.objectContaining({ code: "storage" }));
});

test("damage is noticed when opening after an unclean exit", async () => {
  const options = storeOptions({ now: Date.now });
  let id = "";
  {
    using store = openStore(options);
    id = fill(store, 200);
  }
  const child = runChild("hold-turn.ts", [options.path, id, "held"]);
  await child.waitFor((line) => line === "holding");
  child.process.kill("SIGKILL");
  await child.ended;
  {
    using store = openStore(options);
    expect(store.opening).toMatchObject({ uncleanExit: true, recoveredTurns: 1 });
  }
  const again = runChild("hold-turn.ts", [options.path, id, "held again"]);
  await again.waitFor((line) => line === "holding");
  again.process.kill("SIGKILL");
  await again.ended;
  damage(options.path, [20, 25, 30]);
  expect(() => openStore(options)).toThrow(
    expect.objectContaining({ code: "storage", suggestion: expect.stringContaining("recover") }),
  );
  recoverStore(options);
  using store = openStore(options);
  expect(store.verify()).toEqual([]);
});
