import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { addTurn, PRIVATE_FILE, rememberingLogger, storeOptions, tempFolder } from "../../test/test-store.ts";
import { openStore } from "../open-store.ts";
import { MIGRATIONS } from "./migrations/index.ts";

const NEXT = { version: 3, name: "next", sql: "CREATE TABLE next (a TEXT) STRICT; INSERT INTO next VALUES ('made');" };

function filled(): ReturnType<typeof storeOptions> {
  const options = storeOptions();
  using store = openStore(options);
  addTurn(store, store.conversations.create({ title: "kept" }).id, { id: "t", question: "q", answer: "a" });
  return options;
}

test("a step copies the history first and then runs once", () => {
  const options = filled();
  const snapshots = join(dirname(options.path), "snapshots");
  {
    using store = openStore({ ...options, migrations: [...MIGRATIONS, NEXT] });
    expect(store.opening.migrated).toEqual(["3 next"]);
    expect(store.conversations.turn("t")).toBeDefined();
    expect(store.verify()).toEqual([]);
  }
  const [copy = ""] = readdirSync(snapshots);
  expect(copy).toMatch(/^before-v3-/);
  expect(statSync(join(snapshots, copy)).mode & 0o777).toBe(PRIVATE_FILE);
  {
    using old = openStore({ ...options, path: join(snapshots, copy) });
    expect(old.conversations.list().items.map((found) => found.title)).toEqual(["kept"]);
  }
  using again = openStore({ ...options, migrations: [...MIGRATIONS, NEXT] });
  expect(again.opening.migrated).toEqual([]);
});

test("a step that fails leaves the version before it, whole", () => {
  const options = filled();
  const broken = { version: 3, name: "broken", sql: "CREATE TABLE next (a TEXT); INSERT INTO nowhere VALUES (1);" };
  expect(() => openStore({ ...options, migrations: [...MIGRATIONS, broken] })).toThrow(
    expect.objectContaining({ code: "storage" }),
  );
  using store = openStore(options);
  expect(store.verify()).toEqual([]);
  expect(store.context.database.raw.prepare("SELECT name FROM sqlite_schema WHERE name = 'next'").all()).toEqual([]);
});

test("a history of a newer version, another program's database and a file that is none are refused unchanged", () => {
  const options = filled();
  openStore({ ...options, migrations: [...MIGRATIONS, NEXT] })[Symbol.dispose]();
  expect(() => openStore(options)).toThrow(/newer version/);
  const folder = tempFolder();
  const foreign = join(folder, "foreign.db");
  const database = new DatabaseSync(foreign);
  database.exec("CREATE TABLE theirs (a)");
  database.close();
  expect(() => openStore({ ...options, path: foreign })).toThrow(/another program/);
  using reopened = new DatabaseSync(foreign);
  expect(reopened.prepare("SELECT name FROM sqlite_schema").all()).toMatchObject([{ name: "theirs" }]);
});

test.skipIf(process.platform === "win32")("files are private, and loose permissions are tightened and reported", () => {
  const options = filled();
  {
    using _open = openStore(options);
    for (const suffix of ["", "-wal", "-shm"]) expect(statSync(options.path + suffix).mode & 0o077).toBe(0);
  }
  const loose = join(tempFolder(), "a", "b", "history.db");
  openStore({ ...options, path: loose })[Symbol.dispose]();
  expect(statSync(dirname(loose)).mode & 0o777).toBe(0o700);
  const { chmodSync } = process.getBuiltinModule("node:fs");
  chmodSync(options.path, 0o644);
  chmodSync(dirname(options.path), 0o755);
  const logger = rememberingLogger();
  openStore({ ...options, logger })[Symbol.dispose]();
  expect(statSync(options.path).mode & 0o777).toBe(0o600);
  expect(logger.lines.join("\n")).toMatch(/Other users can enter[\s\S]*permissions were tightened/);
});

test("the connection is set up as promised", () => {
  using store = openStore(storeOptions());
  const value = (name: string): unknown =>
    Object.values(store.context.database.raw.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect(
    ["journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "busy_timeout"].map(value),
  ).toEqual(["wal", 2, 1, 0, 1, 5000]);
  const strict = store.context.database.raw
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .all();
  expect(strict).toEqual([]);
});
