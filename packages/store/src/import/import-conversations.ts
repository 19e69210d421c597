import { OrchestratorError } from "@ai-orchestrator/contract";
import { restoreConversation } from "../conversations/restore-conversation.ts";
import { toStorageError } from "../database/storage-error.ts";
import type { ExportedConversation } from "../export/history-file.ts";
import type { Store } from "../open-store.ts";
import { fromChatgpt, isChatgpt } from "./from-chatgpt.ts";
import { fromClaude, isClaude } from "./from-claude.ts";
import { fromHistory, isHistory } from "./from-history.ts";
import { fromLegacyDatabase } from "./from-legacy-database.ts";
import { fromOpenWebui, isOpenWebui } from "./from-open-webui.ts";
import { skipCounter, type ImportFormat, type ImportReport, type Skip } from "./import-report.ts";
import { openImportSource, type ImportSource } from "./import-source.ts";
import { turnsFromMessages } from "./turns-from-messages.ts";

interface Imported {
  readonly format: ImportFormat;
  readonly conversation: ExportedConversation;
}

/**
 * Imports an export file, ZIP archive, unpacked folder or the earlier `conversations.db`; the format is recognised by its
 * content. Each conversation is one transaction. Repeating an import adds nothing twice, one that has grown adds what is new.
 * Throws `invalid_input` if the format is none of them.
 */
export function importConversations(store: Store, options: { readonly path: string }): ImportReport {
  const { context } = store;
  const { skip, skipped } = skipCounter();
  const conversations = { added: 0, extended: 0, unchanged: 0 };
  let turnsAdded = 0;
  let format: ImportFormat | undefined;
  using source = openSource(options.path);
  for (const imported of read(source, skip)) {
    format = imported.format;
    const { conversation } = imported.conversation;
    if (isTakenElsewhere(store, imported.conversation)) {
      skip("conversations whose turns belong to another conversation here", conversation.title || conversation.id);
      continue;
    }
    const restored = context.database.write("import a conversation", () =>
      restoreConversation(context, imported.conversation, { replaceAnswers: imported.format !== "ai-orchestrator" }),
    );
    conversations[restored.outcome] += 1;
    turnsAdded += restored.turnsAdded;
  }
  return { format: format ?? "ai-orchestrator", conversations, turnsAdded, skipped: skipped() };
}

function openSource(path: string): ImportSource {
  try {
    return openImportSource(path);
  } catch (thrown) {
    throw toStorageError(thrown, `read ${path}`);
  }
}

function* read(source: ImportSource, skip: Skip): Generator<Imported> {
  if (source.kind === "database") {
    for (const conversation of fromLegacyDatabase(source.path, skip)) yield foreign("conversations.db", conversation);
    return;
  }
  for (const document of source.documents) yield* readDocument(document, source, skip);
}

function* readDocument(document: unknown, source: ImportSource, skip: Skip): Generator<Imported> {
  if (isHistory(document)) {
    for (const conversation of fromHistory(document, skip)) yield { format: "ai-orchestrator", conversation };
    return;
  }
  const items = listOf(document);
  if (items.length > 0 && !items.some((item) => isChatgpt(item) || isClaude(item) || isOpenWebui(item)))
    throw unknownFormat();
  for (const item of items) {
    const imported = readItem(item, source, skip);
    if (imported !== undefined) yield imported;
  }
}

function readItem(item: unknown, source: ImportSource, skip: Skip): Imported | undefined {
  if (isChatgpt(item)) return optionally("chatgpt", fromChatgpt(item, source, skip));
  if (isClaude(item)) return optionally("claude", fromClaude(item, source, skip));
  if (isOpenWebui(item)) return optionally("open-webui", fromOpenWebui(item, skip));
  skip("entries that are no conversations", shapeOf(item));
  return undefined;
}

/** What an entry is, without its content. */
function shapeOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return item === null ? "null" : `a ${typeof item}`;
  if (Array.isArray(item)) return "a list";
  const fields = Object.keys(item).filter((name) => /^\w{1,30}$/.test(name));
  return `an object with ${fields.slice(0, 5).join(", ") || "no known field"}`;
}

/** Exports are a list, an object with one, or a single conversation. */
function listOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (typeof document !== "object" || document === null) throw unknownFormat();
  if ("conversations" in document && Array.isArray(document.conversations)) return document.conversations;
  return [document];
}

function optionally(
  format: ImportFormat,
  source: Parameters<typeof turnsFromMessages>[1] | undefined,
): Imported | undefined {
  return source === undefined ? undefined : foreign(format, source);
}

function foreign(format: ImportFormat, source: Parameters<typeof turnsFromMessages>[1]): Imported {
  return { format, conversation: turnsFromMessages(format, source) };
}

function isTakenElsewhere(store: Store, { conversation, turns }: ExportedConversation): boolean {
  const { database } = store.context;
  const owner = database.prepare(
    "SELECT c.id FROM turn t JOIN conversation c ON c.rid = t.conversation WHERE t.id = ?",
  );
  return turns.some((turn) => {
    const found = owner.get(turn.id);
    return found !== undefined && found.id !== conversation.id;
  });
}

function unknownFormat(): OrchestratorError {
  return new OrchestratorError("invalid_input", "The file is no export this program knows.", {
    suggestion:
      "Known are exports of AI Orchestrator, ChatGPT, Claude and Open WebUI, and the earlier conversations.db.",
  });
}
