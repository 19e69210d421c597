import { decodeTexts } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import { searchableText } from "./searchable-text.ts";

/** Builds both full-text indexes anew from what is stored. Call it inside a transaction. */
export function rebuildIndex(context: StoreContext): void {
  const { database, codec, index } = context;
  index.clear();
  for (const row of database.prepare("SELECT rid, id, title FROM conversation").all()) {
    index.addTitle(Number(row.rid), codec.open(row.title, `title|${String(row.id)}`));
  }
  const next = database.prepare("SELECT rid, id, question, answer, facts FROM turn WHERE rid > ? AND status <> 'running' ORDER BY rid LIMIT 500");
  for (let rows = next.all(-1); rows.length > 0; rows = next.all(Number(rows.at(-1)?.rid))) {
    for (const row of rows) index.addTurn(Number(row.rid), searchableText(decodeTexts(row, context)));
  }
}
