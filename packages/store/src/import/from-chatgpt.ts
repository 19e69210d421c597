import type { MessagePart } from "@ai-orchestrator/contract";
import * as z from "zod";
import { chatgptParts } from "./chatgpt-parts.ts";
import type { ForeignConversation, ForeignMessage } from "./foreign-conversation.ts";
import type { Skip } from "./import-report.ts";
import type { ImportSource } from "./import-source.ts";

const Content = z.looseObject({ content_type: z.string() });

const Message = z.looseObject({
  author: z.looseObject({ role: z.string(), name: z.string().nullish() }),
  create_time: z.number().nullish(),
  content: Content,
  status: z.string().nullish(),
  recipient: z.string().nullish(),
  metadata: z
    .looseObject({ model_slug: z.string().nullish(), is_visually_hidden_from_conversation: z.boolean().nullish() })
    .nullish(),
});

const Node = z.looseObject({ id: z.string().nullish(), parent: z.string().nullish(), message: z.unknown().optional() });

const Conversation = z.looseObject({
  id: z.string().nullish(),
  conversation_id: z.string().nullish(),
  title: z.string().nullish(),
  create_time: z.number().nullish(),
  update_time: z.number().nullish(),
  current_node: z.string().nullish(),
  is_archived: z.boolean().nullish(),
  is_starred: z.boolean().nullish(),
  mapping: z.record(z.string(), Node),
});

/** Whether a conversation is in the form of ChatGPT's export (`mapping` is its tree of messages; OpenAI documents none, this is the form seen until 2026). */
export function isChatgpt(value: unknown): boolean {
  return typeof value === "object" && value !== null && "mapping" in value && typeof value.mapping === "object";
}

/** Reads one conversation of `conversations.json`; undefined (and noted) if it has another form. */
export function fromChatgpt(
  value: unknown,
  source: Pick<ImportSource, "asset">,
  skip: Skip,
): ForeignConversation | undefined {
  const parsed = Conversation.safeParse(value);
  if (!parsed.success) {
    skip("conversations in an unknown form", parsed.error.issues[0]?.message ?? "");
    return undefined;
  }
  const { data } = parsed;
  const sourceId = data.conversation_id ?? data.id ?? data.current_node ?? "";
  const title = data.title ?? "";
  const messages = Object.entries(data.mapping).map(([id, node]) =>
    messageOf(id, node, { source, skip, title: title || sourceId }),
  );
  const times = messages.flatMap((message) => (message.at === undefined ? [] : [message.at]));
  const createdAt = epochSeconds(data.create_time) ?? times[0] ?? 0;
  return {
    sourceId,
    title,
    createdAt,
    updatedAt: epochSeconds(data.update_time) ?? times.at(-1) ?? createdAt,
    archived: data.is_archived ?? false,
    pinned: data.is_starred ?? false,
    messages,
    ...(data.current_node === null || data.current_node === undefined ? {} : { headMessageId: data.current_node }),
  };
}

interface Reading {
  readonly source: Pick<ImportSource, "asset">;
  readonly skip: Skip;
  readonly title: string;
}

function messageOf(id: string, node: z.infer<typeof Node>, reading: Reading): ForeignMessage {
  const base = { id, ...(node.parent === null || node.parent === undefined ? {} : { parentId: node.parent }) };
  const hidden: ForeignMessage = { ...base, role: "hidden", parts: [] };
  if (node.message === null || node.message === undefined) return hidden;
  const parsed = Message.safeParse(node.message);
  if (!parsed.success) {
    reading.skip("messages in an unknown form", reading.title);
    return hidden;
  }
  const { data } = parsed;
  const parts: readonly MessagePart[] = chatgptParts(data, reading);
  if (parts.length === 0) return hidden;
  const at = epochSeconds(data.create_time);
  const model = data.metadata?.model_slug;
  return {
    ...base,
    role: data.author.role === "user" ? "user" : "assistant",
    parts,
    ...(at === undefined ? {} : { at }),
    ...(model === null || model === undefined ? {} : { model, provider: "openai" }),
  };
}

function epochSeconds(seconds: number | null | undefined): number | undefined {
  return seconds === null || seconds === undefined ? undefined : Math.round(seconds * 1000);
}
