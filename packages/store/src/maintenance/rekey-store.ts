import { OrchestratorError } from "@ai-orchestrator/contract";
import { dropOtherAttachments, keepAttachments } from "../conversations/attachments.ts";
import { selectTurns, TURN_COLUMNS } from "../conversations/select-turns.ts";
import { encodeTurn } from "../conversations/turn-row.ts";
import { encryptedCodec, plainCodec, type ContentCodec } from "../encryption/content-codec.ts";
import { openStore, type StoreOptions } from "../open-store.ts";
import { rebuildIndex } from "../search/rebuild-index.ts";
import { searchIndex } from "../search/search-index.ts";
import type { StoreContext } from "../store-context.ts";

/**
 * Encrypts the history under `newKey`, or removes encryption without one, in one transaction; then rewrites the file,
 * so that nothing of the former content is left in it. Throws `storage` while another process has it open.
 */
export function rekeyStore(options: StoreOptions & { readonly newKey?: Uint8Array }): void {
  using store = openStore(options);
  const { context } = store;
  if (context.registry.others().length > 0) {
    throw new OrchestratorError("storage", "Another process has the history open.", {
      suggestion: "Close it and try again.",
    });
  }
  const to = options.newKey === undefined ? plainCodec : encryptedCodec(options.newKey);
  context.database.write("change the history key", () => rewrite(context, to));
  context.database.read("rewrite the history file", () => context.database.raw.exec("VACUUM"));
  store.scrub();
}

/** Columns that hold one sealed value each, and what their place is called. */
const SEALED: readonly {
  readonly table: string;
  readonly column: string;
  readonly place: string;
  readonly id: string;
}[] = [
  { table: "conversation", column: "title", place: "title", id: "id" },
  { table: "conversation", column: "system", place: "system", id: "id" },
  { table: "conversation", column: "draft", place: "draft", id: "id" },
  { table: "compaction", column: "summary", place: "summary", id: "id" },
  { table: "alert", column: "body", place: "alert", id: "id" },
  { table: "journal", column: "events", place: "journal", id: "(SELECT t.id FROM turn t WHERE t.rid = journal.turn)" },
];

function rewrite(from: StoreContext, codec: ContentCodec): void {
  const { database } = from;
  const to: StoreContext = { ...from, codec, index: searchIndex(database, codec) };
  for (const { table, column, place, id } of SEALED) {
    const rows = database.prepare(
      `SELECT rid, ${id} AS id, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    const update = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE rid = ?`);
    for (const row of rows.all()) {
      const at = `${place}|${String(row.id)}`;
      update.run(codec.seal(from.codec.open(row.value, at), at), Number(row.rid));
    }
  }
  rewriteTurns(from, to);
  rebuildIndex(to);
  database.prepare("UPDATE meta SET value = ? WHERE key = 'content_key'").run(codec.fingerprint ?? "plain");
}

/** Turn by turn, because attachments are named by the codec too. */
function rewriteTurns(from: StoreContext, to: StoreContext): void {
  const { database } = from;
  for (const { rid, answer } of database.prepare("SELECT rid, answer IS NULL AS answer FROM turn").all()) {
    const [turn] = selectTurns(from, `SELECT ${TURN_COLUMNS} FROM turn t WHERE t.rid = ?`, Number(rid));
    if (turn === undefined) continue;
    const encoded = encodeTurn(turn, to);
    database
      .prepare("UPDATE turn SET question = ?, answer = ?, decision = ?, facts = ? WHERE rid = ?")
      .run(encoded.question, answer === 1 ? null : encoded.answer, encoded.decision, encoded.facts, Number(rid));
    keepAttachments(database, to.codec, Number(rid), encoded.attachments);
    dropOtherAttachments(database, Number(rid), encoded.attachments);
  }
}
