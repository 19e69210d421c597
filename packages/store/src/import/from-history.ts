import { OrchestratorError, type JsonValue } from "@ai-orchestrator/contract";
import * as z from "zod";
import { HISTORY_FORMAT, HISTORY_VERSION, type ExportedConversation } from "../export/history-file.ts";
import type { Skip } from "./import-report.ts";

const Id = z.string().refine((value) => /^[^\u0000-\u001f]{1,200}$/.test(value) && value.isWellFormed(), "not an id");
const Time = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "not a time");
const Media = {
  mediaType: z.string(),
  data: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
};
/** Any JSON, passed on as it is: a schema that copies objects would lose a key named `__proto__`. It comes from JSON.parse, so only its absence is wrong. */
const Json = z.custom<JsonValue>((value) => value !== undefined, "missing");
const Part = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text"), text: z.string() }),
  z.looseObject({ type: z.literal("reasoning"), text: z.string() }),
  z.looseObject({ type: z.literal("image"), ...Media }),
  z.looseObject({ type: z.literal("file"), ...Media, text: z.string().optional() }),
  z.looseObject({ type: z.literal("source"), id: z.string() }),
  z.looseObject({ type: z.literal("tool-call"), id: z.string(), name: z.string(), input: Json }),
  z.looseObject({ type: z.literal("tool-result"), id: z.string(), name: z.string(), output: Json }),
]);
/** Dollars up to a million: what a history can add up exactly. */
const Cost = z.looseObject({ usd: z.number().min(0).max(1e6).nullable(), estimated: z.boolean().optional() });
const Turn = z.looseObject({
  id: Id,
  conversationId: z.string(),
  parentId: z.string().optional(),
  createdAt: Time,
  completedAt: Time.optional(),
  status: z.enum(["running", "complete", "failed", "cancelled", "interrupted"]),
  question: z.array(Part),
  answer: z.array(Part),
  steps: z.array(z.looseObject({ parts: z.array(Part) })).optional(),
  cost: Cost.optional(),
  rating: z.enum(["up", "down"]).optional(),
  task: z.string().optional(),
  model: z.string().optional(),
  provider: z.string().optional(),
  alerts: z.array(z.looseObject({})).optional(),
  continues: z.boolean().optional(),
});
const Conversation = z.looseObject({
  id: Id,
  title: z.string(),
  titleBy: z.enum(["none", "auto", "user"]),
  createdAt: Time,
  updatedAt: Time,
  pinned: z.boolean(),
  archived: z.boolean(),
  folder: z.string().optional(),
  tags: z.array(z.string()),
  system: z.string().optional(),
  headTurnId: z.string().optional(),
  draft: z.string().optional(),
  lastModel: z.string().optional(),
});
const Compaction = z.looseObject({
  id: Id,
  conversationId: z.string(),
  throughTurnId: z.string(),
  summary: z.string(),
  model: z.string(),
  tokensBefore: z.int(),
  tokensAfter: z.int(),
  turnsSummarized: z.int(),
  createdAt: Time,
  undoneAt: Time.optional(),
});
const Exported = z.looseObject({
  conversation: Conversation,
  turns: z.array(Turn),
  compactions: z.array(Compaction).default([]),
});
const File = z.looseObject({
  format: z.literal(HISTORY_FORMAT),
  version: z.int(),
  conversations: z.array(z.unknown()),
});

/** Whether a document is our own JSON form. */
export function isHistory(value: unknown): boolean {
  return typeof value === "object" && value !== null && "format" in value && value.format === HISTORY_FORMAT;
}

/** Conversations of our own JSON form; those that do not hold together are noted and left out. Throws `invalid_input` for a newer version. */
export function* fromHistory(value: unknown, skip: Skip): Generator<ExportedConversation> {
  const file = File.safeParse(value);
  if (!file.success)
    throw new OrchestratorError(
      "invalid_input",
      `The history file is damaged: ${file.error.issues[0]?.message ?? ""}.`,
    );
  if (file.data.version > HISTORY_VERSION) {
    throw new OrchestratorError(
      "invalid_input",
      `The history file has version ${file.data.version}; this program reads up to ${HISTORY_VERSION}.`,
      { suggestion: "Update AI Orchestrator." },
    );
  }
  for (const item of file.data.conversations) {
    const parsed = Exported.safeParse(item);
    const fault = parsed.success
      ? faultOf(parsed.data)
      : `${parsed.error.issues[0]?.path.join(".") ?? ""}: ${parsed.error.issues[0]?.message ?? ""}`;
    if (fault === undefined && parsed.success) yield parsed.data as unknown as ExportedConversation;
    else skip("conversations that do not hold together", fault ?? "");
  }
}

/** Turns must form trees within their conversation. */
function faultOf({ conversation, turns, compactions }: z.infer<typeof Exported>): string | undefined {
  const parents = new Map(turns.map((turn) => [turn.id, turn.parentId]));
  if (parents.size !== turns.length) return `${conversation.id}: two turns have one id`;
  if (turns.some((turn) => turn.conversationId !== conversation.id))
    return `${conversation.id}: a turn belongs elsewhere`;
  if (turns.some((turn) => turn.parentId !== undefined && !parents.has(turn.parentId)))
    return `${conversation.id}: a turn's parent is missing`;
  if (conversation.headTurnId !== undefined && !parents.has(conversation.headTurnId))
    return `${conversation.id}: its last turn is missing`;
  if (new Set(compactions.map((compaction) => compaction.id)).size !== compactions.length)
    return `${conversation.id}: two summaries have one id`;
  if (compactions.some((compaction) => compaction.conversationId !== conversation.id))
    return `${conversation.id}: a summary belongs elsewhere`;
  if (compactions.some((compaction) => !parents.has(compaction.throughTurnId)))
    return `${conversation.id}: a summary's turn is missing`;
  return hasCircle(parents) ? `${conversation.id}: turns follow each other in a circle` : undefined;
}

function hasCircle(parents: ReadonlyMap<string, string | undefined>): boolean {
  const sound = new Set<string>();
  for (const start of parents.keys()) {
    const path = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !sound.has(at); at = parents.get(at)) {
      if (path.has(at)) return true;
      path.add(at);
    }
    for (const id of path) sound.add(id);
  }
  return false;
}
