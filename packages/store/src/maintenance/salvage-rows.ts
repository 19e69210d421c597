import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

type Row = Record<string, SQLOutputValue>;

/** Rows read at a time while all is well. */
const BATCH = 200;
/** Row ids tried one by one after a damaged place, before the steps grow. */
const CLOSE_STEPS = 2_000;

/** Every row of a table that can still be read, by row id: around a damaged page the next readable row is looked for. */
export function* salvageByRowId(database: DatabaseSync, table: string): Generator<Row> {
  const select = (limit: number): string =>
    `SELECT rowid AS salvage_rowid, * FROM ${table} NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ${limit}`;
  const last = lastRowId(database, table);
  let at = -1;
  let failures = 0;
  while (at < last) {
    const rows = tryAll(database, select(failures === 0 ? BATCH : 1), at);
    if (rows === undefined) {
      at += failures < CLOSE_STEPS ? 1 : 2 ** Math.min(40, failures - CLOSE_STEPS);
      failures += 1;
      continue;
    }
    if (rows.length === 0) return;
    failures = 0;
    for (const { salvage_rowid: rowId, ...row } of rows) {
      at = Number(rowId);
      yield row;
    }
  }
}

/** Rows of a table without row ids: from the front until it breaks, then from the back. */
export function* salvageByKey(database: DatabaseSync, table: string, key: string): Generator<Row> {
  const seen = new Set<string>();
  for (const direction of ["ASC", "DESC"]) {
    const order = key
      .split(", ")
      .map((column) => `${column} ${direction}`)
      .join(", ");
    for (const row of readable(database, `SELECT * FROM ${table} ORDER BY ${order}`)) {
      const name = JSON.stringify(key.split(", ").map((column) => String(row[column])));
      if (seen.has(name)) break;
      seen.add(name);
      yield row;
    }
  }
}

function lastRowId(database: DatabaseSync, table: string): number {
  const rows = tryAll(database, `SELECT max(rowid) AS last FROM ${table} NOT INDEXED`);
  // An unreadable end: look as far as a history could reach.
  return rows === undefined ? 2 ** 31 : Number(rows[0]?.last ?? -1);
}

function tryAll(database: DatabaseSync, sql: string, ...params: readonly number[]): Row[] | undefined {
  try {
    return database.prepare(sql).all(...params);
  } catch {
    // Damage is what this file is about: the caller goes around it.
    return undefined;
  }
}

function* readable(database: DatabaseSync, sql: string): Generator<Row> {
  try {
    yield* database.prepare(sql).iterate();
  } catch {
    // The damaged place is reached; what came before has been given.
  }
}
