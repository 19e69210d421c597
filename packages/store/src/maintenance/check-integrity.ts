import type { Database } from "../database/database.ts";

/** Problems found in a database; none if it is sound. */
export type Problems = readonly string[];

/** Structure of every page and row (SQLite's quick_check): for after a crash. */
export function quickCheck(database: Database): Problems {
  return pragmaProblems(database, "PRAGMA quick_check(20)");
}

/** Everything: pages, indexes, references, both full-text indexes, and the invariants of the data. */
export function fullCheck(database: Database): Problems {
  return [
    ...pragmaProblems(database, "PRAGMA integrity_check(100)"),
    ...foreignKeyProblems(database),
    ...searchProblems(database),
    ...INVARIANTS.flatMap(({ says, sql }) => {
      const count = Number(database.raw.prepare(`SELECT count(*) AS n FROM (${sql})`).get()?.n);
      return count === 0 ? [] : [`${says} (${count})`];
    }),
  ];
}

function pragmaProblems(database: Database, pragma: string): Problems {
  const rows = database.raw
    .prepare(pragma)
    .all()
    .map((row) => String(Object.values(row)[0]));
  return rows.length === 1 && rows[0] === "ok" ? [] : rows;
}

function foreignKeyProblems(database: Database): Problems {
  return database.raw
    .prepare("PRAGMA foreign_key_check")
    .all()
    .map((row) => `a row of ${String(row.table)} points at a missing row of ${String(row.parent)}`);
}

function searchProblems(database: Database): Problems {
  return ["search_turn", "search_title"].flatMap((table) => {
    try {
      database.raw.exec(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
      return [];
    } catch (thrown) {
      return [`the full-text index ${table} is damaged: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
    }
  });
}

/** What must hold of the data; each query selects offenders. */
const INVARIANTS: readonly { readonly says: string; readonly sql: string }[] = [
  {
    says: "conversations whose turn count is wrong",
    sql: "SELECT 1 FROM conversation c WHERE turn_count <> (SELECT count(*) FROM turn t WHERE t.conversation = c.rid)",
  },
  {
    says: "conversations whose cost is not the sum of their turns",
    sql: `SELECT 1 FROM conversation c WHERE (cost_nanos, cost_unknown, cost_estimated) IS NOT
      (SELECT coalesce(sum(cost_nanos), 0), coalesce(sum(cost_unknown), 0), coalesce(sum(cost_estimated), 0) FROM turn t WHERE t.conversation = c.rid)`,
  },
  {
    says: "conversations with turns but no valid head",
    sql: "SELECT 1 FROM conversation c WHERE turn_count > 0 AND NOT EXISTS (SELECT 1 FROM turn t WHERE t.id = c.head_turn AND t.conversation = c.rid)",
  },
  {
    says: "turns whose parent is in another conversation",
    sql: "SELECT 1 FROM turn t JOIN turn p ON p.rid = t.parent WHERE p.conversation <> t.conversation",
  },
  {
    says: "attachments whose count of users is wrong",
    sql: "SELECT 1 FROM attachment a WHERE refs <> (SELECT count(*) FROM attachment_ref r WHERE r.hash = a.hash)",
  },
  {
    says: "journals of turns that ended",
    sql: "SELECT 1 FROM journal j JOIN turn t ON t.rid = j.turn WHERE t.status <> 'running'",
  },
  {
    says: "turns missing from the search index (or in it for nothing)",
    sql: `SELECT rid FROM turn WHERE status <> 'running' EXCEPT SELECT id FROM search_turn_docsize
      UNION ALL SELECT id FROM search_turn_docsize EXCEPT SELECT rid FROM turn WHERE status <> 'running'`,
  },
  {
    says: "titles missing from the search index (or in it for nothing)",
    sql: "SELECT rid FROM conversation EXCEPT SELECT id FROM search_title_docsize UNION ALL SELECT id FROM search_title_docsize EXCEPT SELECT rid FROM conversation",
  },
];
