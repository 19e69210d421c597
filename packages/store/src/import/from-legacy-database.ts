import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { OrchestratorError, type Usage } from "@ai-orchestrator/contract";
import { toStorageError } from "../database/storage-error.ts";
import type { ForeignConversation, ForeignMessage } from "./foreign-conversation.ts";
import type { Skip } from "./import-report.ts";
import { textPart } from "./imported-parts.ts";

type Row = Readonly<Record<string, SQLOutputValue>>;

/** The line naming the model that the earlier program wrote under each answer. */
const ATTRIBUTION = /\n+-{3,}\n+[*_]([^\n]+)[*_]\s*$/;

/** Reads the earlier program's `conversations.db` without changing it. Throws `invalid_input` for another database. */
export function* fromLegacyDatabase(path: string, skip: Skip): Generator<ForeignConversation> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const tables = new Set(
      database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map((row) => row.name),
    );
    if (!tables.has("conversations") || !tables.has("messages")) {
      throw new OrchestratorError("invalid_input", `${path} is not a conversations.db of the earlier program.`, {
        suggestion: "Give a JSON, ZIP or conversations.db file.",
      });
    }
    const messages = database.prepare("SELECT * FROM messages WHERE conversation_id = ? ORDER BY created_at, rowid");
    for (const row of database.prepare("SELECT * FROM conversations ORDER BY created_at, rowid").all()) {
      yield conversationOf(row, messages.all(row.id ?? null), skip);
    }
  } catch (thrown) {
    throw toStorageError(thrown, `read ${path}`);
  } finally {
    database?.close();
  }
}

function conversationOf(row: Row, rows: readonly Row[], skip: Skip): ForeignConversation {
  const title = text(row.title);
  const messages: ForeignMessage[] = [];
  for (const message of rows)
    messages.push(messageOf(message, messages.at(-1)?.id, (reason) => skip(reason, title || text(row.id))));
  const createdAt = localTime(row.created_at) ?? messages[0]?.at ?? 0;
  const system = json(row.settings).system_prompt;
  return {
    sourceId: text(row.id),
    // Every untouched conversation was called "New Chat".
    title: title === "New Chat" ? "" : title,
    createdAt,
    updatedAt: localTime(row.updated_at) ?? createdAt,
    messages,
    ...(typeof system === "string" && system !== "" ? { system } : {}),
  };
}

function messageOf(row: Row, previous: string | undefined, skip: (reason: string) => void): ForeignMessage {
  const metadata = json(row.metadata);
  const content = text(row.content);
  const isUser = row.role === "user";
  const attribution = isUser ? null : ATTRIBUTION.exec(content);
  const said = attribution === null ? content : content.slice(0, attribution.index);
  const at = localTime(row.created_at);
  if (said.trim() === "") skip("empty messages");
  const usage = usageOf(metadata.usage);
  return {
    id: text(row.id),
    role: said.trim() === "" || row.role === "system" ? "hidden" : isUser ? "user" : "assistant",
    parts: textPart(said),
    ...(previous === undefined ? {} : { parentId: previous }),
    ...(at === undefined ? {} : { at }),
    ...(typeof metadata.model === "string" ? { model: metadata.model } : {}),
    ...(typeof metadata.provider === "string" ? { provider: metadata.provider } : {}),
    ...(typeof metadata.latency_ms === "number" ? { latencyMs: metadata.latency_ms } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
}

function usageOf(value: unknown): Usage | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const counts = value as Readonly<Record<string, unknown>>;
  const count = (...keys: readonly string[]): number =>
    keys.map((key) => counts[key]).find((found): found is number => typeof found === "number") ?? 0;
  return {
    inputTokens: count("input_tokens", "prompt_tokens"),
    outputTokens: count("output_tokens", "completion_tokens"),
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  };
}

/** Times were written without a zone, in the zone of the machine. */
function localTime(value: SQLOutputValue | undefined): number | undefined {
  const at = typeof value === "string" ? Date.parse(value.replace(" ", "T")) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function json(value: SQLOutputValue | undefined): Readonly<Record<string, unknown>> {
  if (typeof value !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : {};
  } catch {
    // The earlier program wrote something else there: it says nothing we need.
    return {};
  }
}

function text(value: SQLOutputValue | undefined): string {
  return typeof value === "string" ? value : "";
}
