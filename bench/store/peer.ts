import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deflateRawSync } from "node:zlib";
import type { StoredTurn } from "@ai-orchestrator/contract";
import { CONVERSATION_COLUMNS } from "../../packages/store/src/conversations/conversation-row.ts";
import { TURN_COLUMNS } from "../../packages/store/src/conversations/select-turns.ts";
import { plainCodec } from "../../packages/store/src/encryption/content-codec.ts";
import { matchExpression, parseQuery } from "../../packages/store/src/search/match-query.ts";
import { seeded, turn, type MadeHistory } from "./make-history.ts";
import { range, time, type Timing } from "./measure.ts";

/** As much of better-sqlite3 as is used here (it ships no types). */
interface PeerDatabase {
  exec(sql: string): void;
  pragma(text: string): void;
  prepare(sql: string): {
    run(...values: unknown[]): { lastInsertRowid: number };
    all(...values: unknown[]): Record<string, unknown>[];
    get(...values: unknown[]): Record<string, unknown> | undefined;
  };
  close(): void;
}

/** What the peer was measured at. */
export type PeerTimings = Readonly<
  Record<"open" | "list" | "branch" | "search" | "begin" | "journal" | "finish", Timing>
>;

/** The same statements in plain better-sqlite3 on a copy of the same file: no checks, no errors mapped, no snippets. */
export function measurePeer(path: string, made: MadeHistory, queries: readonly string[]): PeerTimings {
  const copy = `${path}.peer`;
  copyFileSync(path, copy);
  const Database = createRequire(import.meta.url)("better-sqlite3") as new (path: string) => PeerDatabase;
  const connect = (): PeerDatabase => {
    const database = new Database(copy);
    for (const pragma of [
      "journal_mode=WAL",
      "foreign_keys=ON",
      "secure_delete=ON",
      "synchronous=FULL",
      "cache_size=-16384",
    ])
      database.pragma(pragma);
    return database;
  };
  const listSql = `SELECT ${CONVERSATION_COLUMNS} FROM conversation c WHERE c.deleted_at IS NULL ORDER BY c.updated_at DESC, c.rid DESC LIMIT 51`;
  const open = time(range(7), () => {
    const database = connect();
    database.prepare(listSql).all();
    database.close();
  });
  const database = connect();
  const timings = { open, ...reads(database, listSql, made, queries), ...writes(database, made) };
  database.close();
  return timings;
}

function reads(
  database: PeerDatabase,
  listSql: string,
  made: MadeHistory,
  queries: readonly string[],
): Pick<PeerTimings, "list" | "branch" | "search"> {
  const list = database.prepare(listSql);
  const branch = database.prepare(
    `WITH RECURSIVE ancestor (rid, parent) AS (
       SELECT rid, parent FROM turn WHERE id = (SELECT head_turn FROM conversation WHERE id = ?)
       UNION ALL SELECT t.rid, t.parent FROM ancestor a JOIN turn t ON t.rid = a.parent)
     SELECT ${TURN_COLUMNS} FROM ancestor a CROSS JOIN turn t ON t.rid = a.rid`,
  );
  const search = database.prepare(
    "SELECT rowid, rank FROM search_turn WHERE search_turn MATCH ? ORDER BY rank LIMIT 20",
  );
  return {
    list: time(range(50), () => list.all()),
    branch: time(range(15), () => {
      for (const row of branch.all(made.longConversation)) {
        JSON.parse(String(row.question));
        JSON.parse(String(row.answer));
        JSON.parse(String(row.facts));
      }
    }),
    search: time(queries, (query) => {
      const match = matchExpression(parseQuery(query), { codec: plainCodec, index: { beginningWith: () => [] } });
      if (match !== undefined) search.all(match);
    }),
  };
}

type Transaction = (work: () => void) => void;

function writes(database: PeerDatabase, made: MadeHistory): Pick<PeerTimings, "begin" | "journal" | "finish"> {
  const random = seeded(5);
  const turns = range(300).map((n) => turn(random, { id: `peer-${n}`, conversationId: made.longConversation }));
  const conversation = Number(
    database.prepare("SELECT rid FROM conversation WHERE id = ?").get(made.longConversation)?.rid,
  );
  const rids = new Map<string, number>();
  const transaction: Transaction = (work) => {
    database.exec("BEGIN IMMEDIATE");
    work();
    database.exec("COMMIT");
  };
  const insert = database.prepare(
    "INSERT INTO turn (id, conversation, created_at, status, owner, question) VALUES (?, ?, ?, 'running', 1, ?)",
  );
  const touch = database.prepare(TOUCH);
  const begin = time(turns, (one) =>
    transaction(() => {
      const at = Date.parse(one.createdAt);
      rids.set(one.id, insert.run(one.id, conversation, at, JSON.stringify(one.question)).lastInsertRowid);
      touch.run(one.id, at, conversation);
    }),
  );
  database.pragma("synchronous=NORMAL");
  const append = database.prepare("INSERT INTO journal (turn, events) VALUES (?, ?)");
  const journal = time(range(2_000), () => transaction(() => void append.run(rids.get("peer-0"), CHUNK)));
  database.pragma("synchronous=FULL");
  return { begin, journal, finish: finishing(database, transaction, { turns, rids, conversation }) };
}

const TOUCH =
  "UPDATE conversation SET head_turn = ?, turn_count = turn_count + 1, updated_at = max(updated_at, ?) WHERE rid = ?";
const CHUNK = '[{"type":"text-delta","id":"a","text":"a few words of it ","turnId":"bench-0","seq":1}]';

interface Begun {
  readonly turns: readonly StoredTurn[];
  readonly rids: ReadonlyMap<string, number>;
  readonly conversation: number;
}

function finishing(database: PeerDatabase, transaction: Transaction, { turns, rids, conversation }: Begun): Timing {
  const update = database.prepare(
    "UPDATE turn SET status = 'complete', owner = NULL, completed_at = ?, task = ?, model = ?, provider = ?, cost_nanos = 1230000, answer = ?, decision = ?, facts = ? WHERE rid = ?",
  );
  const index = database.prepare(
    "INSERT INTO search_turn (rowid, question, answer, reasoning, attachment) VALUES (?, ?, ?, '', '')",
  );
  const forget = database.prepare("DELETE FROM journal WHERE turn = ?");
  const touch = database.prepare(TOUCH);
  return time(turns, (one) =>
    transaction(() => {
      const rid = rids.get(one.id);
      const { usage, cost, latencyMs, firstTokenMs, attempts, finishReason } = one;
      update.run(
        Date.parse(one.completedAt ?? ""),
        one.task,
        one.model,
        one.provider,
        JSON.stringify(one.answer),
        deflateRawSync(JSON.stringify(one.decision), { level: 3 }),
        JSON.stringify({ usage, cost, latencyMs, firstTokenMs, attempts, finishReason }),
        rid,
      );
      forget.run(rid);
      index.run(rid, textOf(one.question), textOf(one.answer));
      touch.run(one.id, Date.parse(one.createdAt), conversation);
    }),
  );
}

function textOf(parts: readonly { readonly type: string }[]): string {
  return parts.map((part) => ("text" in part ? String(part.text) : "")).join("\n\n");
}
