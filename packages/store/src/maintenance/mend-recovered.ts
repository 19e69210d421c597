import { decodeTexts } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import type { RecoveryReport } from "./recover-store.ts";

/** Makes salvaged rows hold together: unreadable turns go, orphans get a conversation, sums and counts are made anew. */
export function mendRecovered(context: StoreContext): Omit<RecoveryReport, "damaged"> {
  const { database } = context;
  const droppedTurns = dropUnreadable(context);
  const rehomedTurns = rehomeOrphans(context);
  const lostAttachments = markLostAttachments(context);
  for (const sql of MENDING) database.prepare(sql).run();
  const count = (table: string): number => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  return { conversations: count("conversation"), turns: count("turn"), droppedTurns, lostAttachments, rehomedTurns };
}

const MENDING: readonly string[] = [
  "UPDATE turn SET parent = NULL WHERE parent IS NOT NULL AND parent NOT IN (SELECT rid FROM turn)",
  "UPDATE turn SET parent = NULL WHERE (SELECT p.conversation FROM turn p WHERE p.rid = turn.parent) <> conversation",
  "DELETE FROM journal WHERE turn NOT IN (SELECT rid FROM turn WHERE status = 'running')",
  "DELETE FROM conversation_tag WHERE conversation NOT IN (SELECT rid FROM conversation)",
  "DELETE FROM compaction WHERE conversation NOT IN (SELECT rid FROM conversation) OR through_turn NOT IN (SELECT id FROM turn)",
  "DELETE FROM attachment_ref WHERE turn NOT IN (SELECT rid FROM turn) OR hash NOT IN (SELECT hash FROM attachment)",
  "DELETE FROM attachment WHERE hash NOT IN (SELECT hash FROM attachment_ref)",
  "UPDATE attachment SET refs = (SELECT count(*) FROM attachment_ref r WHERE r.hash = attachment.hash)",
  `UPDATE conversation SET
     turn_count = (SELECT count(*) FROM turn t WHERE t.conversation = conversation.rid),
     cost_nanos = (SELECT coalesce(sum(cost_nanos), 0) FROM turn t WHERE t.conversation = conversation.rid),
     cost_unknown = (SELECT coalesce(sum(cost_unknown), 0) FROM turn t WHERE t.conversation = conversation.rid),
     cost_estimated = (SELECT coalesce(sum(cost_estimated), 0) FROM turn t WHERE t.conversation = conversation.rid)`,
  `UPDATE conversation SET head_turn = (SELECT t.id FROM turn t WHERE t.conversation = conversation.rid ORDER BY t.created_at DESC, t.rid DESC LIMIT 1)
   WHERE head_turn IS NULL OR NOT EXISTS (SELECT 1 FROM turn t WHERE t.id = conversation.head_turn AND t.conversation = conversation.rid)`,
];

function dropUnreadable(context: StoreContext): number {
  const { database, codec } = context;
  let dropped = 0;
  for (const row of database.prepare("SELECT rid, id, question, answer, facts FROM turn").all()) {
    if (canRead(() => decodeTexts(row, context))) continue;
    database.prepare("DELETE FROM turn WHERE rid = ?").run(Number(row.rid));
    dropped += 1;
  }
  for (const row of database.prepare("SELECT rid, id, title FROM conversation").all()) {
    if (canRead(() => codec.open(row.title, `title|${String(row.id)}`))) continue;
    database
      .prepare("UPDATE conversation SET title = ?, title_by = 'none' WHERE rid = ?")
      .run(codec.seal("", `title|${String(row.id)}`), Number(row.rid));
  }
  return dropped;
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    // Unreadable content is what is asked about.
    return false;
  }
}

/** Turns whose conversation was lost get one in its place, under its old row id. */
function rehomeOrphans({ database, codec, newId }: StoreContext): number {
  const orphans = database
    .prepare(
      "SELECT conversation, count(*) AS n, min(created_at) AS first, max(created_at) AS last FROM turn WHERE conversation NOT IN (SELECT rid FROM conversation) GROUP BY conversation",
    )
    .all();
  for (const row of orphans) {
    const id = newId();
    database
      .prepare(
        "INSERT INTO conversation (rid, id, title, title_by, created_at, updated_at) VALUES (?, ?, ?, 'auto', ?, ?)",
      )
      .run(
        Number(row.conversation),
        id,
        codec.seal("Recovered conversation", `title|${id}`),
        Number(row.first),
        Number(row.last),
      );
  }
  return orphans.reduce((sum, row) => sum + Number(row.n), 0);
}

/** Where an attachment is gone, its part says so. */
function markLostAttachments({ database, codec }: StoreContext): number {
  const known = new Set(
    database
      .prepare("SELECT hash FROM attachment")
      .all()
      .map((row) => String(row.hash)),
  );
  const lost = new Set<string>();
  for (const row of database.prepare("SELECT rid, id, question, answer, facts FROM turn").all()) {
    for (const column of ["question", "answer", "facts"] as const) {
      if (row[column] === null) continue;
      const place = `${column}|${String(row.id)}`;
      const text = codec.open(row[column], place);
      if (!text.includes('"$attachment"')) continue;
      const mended = JSON.stringify(JSON.parse(text), (_key, value: unknown) => {
        const hash =
          typeof value === "object" && value !== null && "$attachment" in value ? value.$attachment : undefined;
        if (typeof hash !== "string" || known.has(hash)) return value;
        lost.add(hash);
        return { type: "text", text: "[attachment lost]" };
      });
      if (mended !== text)
        database.prepare(`UPDATE turn SET ${column} = ? WHERE rid = ?`).run(codec.seal(mended, place), Number(row.rid));
    }
  }
  return lost.size;
}
