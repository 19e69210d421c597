import type { Database } from "../database/database.ts";
import { decodeTexts } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import { searchableText } from "./searchable-text.ts";

const BUILT_KEY = "index_built";
/** Counts changes of what the index is given for a text. */
const FORMAT = 2;

/**
 * Rebuilds the index if it was built under another version of Unicode: what is a word may have changed since, and the
 * index is told to forget a text by its words. Called before text is removed for good. Returns whether it was rebuilt.
 */
export function renewIndexForUnicode(context: StoreContext): boolean {
  if (builtAs(context.database) === built()) return false;
  context.database.write("renew the search index", () => rebuildIndex(context));
  return true;
}

/** Rebuilds an index that another version of this program built, once, while opening. */
export function renewIndexFormat(context: StoreContext): void {
  if (builtAs(context.database).startsWith(`${FORMAT}/`)) return;
  context.logger.log("info", "The search index is built anew for this version.");
  context.database.write("renew the search index", () => {
    if (!builtAs(context.database).startsWith(`${FORMAT}/`)) rebuildIndex(context);
  });
}

/** Notes how the index is built. */
export function noteIndexBuilt(database: Database): void {
  database
    .prepare("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
    .run(BUILT_KEY, built());
}

function built(): string {
  return `${FORMAT}/${process.versions.unicode ?? ""}`;
}

function builtAs(database: Database): string {
  return String(database.prepare("SELECT value FROM meta WHERE key = ?").get(BUILT_KEY)?.value ?? "");
}

/** Builds both full-text indexes anew from what is stored. Call it inside a transaction. */
export function rebuildIndex(context: StoreContext): void {
  const { database, codec, index } = context;
  index.clear();
  for (const row of database.prepare("SELECT rid, id, title FROM conversation").all()) {
    index.addTitle(Number(row.rid), codec.open(row.title, `title|${String(row.id)}`));
  }
  const next = database.prepare(
    "SELECT rid, id, question, answer, facts FROM turn WHERE rid > ? AND status <> 'running' ORDER BY rid LIMIT 500",
  );
  for (let rows = next.all(-1); rows.length > 0; rows = next.all(Number(rows.at(-1)?.rid))) {
    for (const row of rows) index.addTurn(Number(row.rid), searchableText(decodeTexts(row, context)));
  }
  noteIndexBuilt(database);
}
