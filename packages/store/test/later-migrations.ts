import type { Migration } from "../src/database/migrate.ts";

/** Steps a later version could add: a rewrite of every row and a new table each, slow enough to be killed in. */
export const LATER_MIGRATIONS: readonly Migration[] = Array.from({ length: 30 }, (_, index) => ({
  version: 100 + index,
  name: `later ${index}`,
  sql: `CREATE TABLE later_${index} (rid INTEGER PRIMARY KEY, turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE) STRICT;
    INSERT INTO later_${index} (turn) SELECT rid FROM turn;
    UPDATE turn SET task = coalesce(task, '') || 'x';`,
}));
