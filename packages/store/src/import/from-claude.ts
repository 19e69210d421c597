import type { FilePart, MessagePart } from "@ai-orchestrator/contract";
import * as z from "zod";
import type { ForeignConversation, ForeignMessage } from "./foreign-conversation.ts";
import type { Skip } from "./import-report.ts";
import type { ImportSource } from "./import-source.ts";
import { fencedText, missingFile, textPart } from "./imported-parts.ts";
import { mediaPart } from "./media-part.ts";

/** Parent of a first message. */
const ROOT = /^0{8}-/;

const Block = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  thinking: z.string().nullish(),
  name: z.string().nullish(),
});
const Attachment = z.looseObject({
  file_name: z.string().nullish(),
  file_type: z.string().nullish(),
  extracted_content: z.string().nullish(),
});
const Message = z.looseObject({
  uuid: z.string(),
  sender: z.string(),
  text: z.string().nullish(),
  content: z.array(Block).nullish(),
  created_at: z.string().nullish(),
  parent_message_uuid: z.string().nullish(),
  attachments: z.array(Attachment).nullish(),
  files: z.array(z.looseObject({ file_name: z.string().nullish(), file_uuid: z.string().nullish() })).nullish(),
});
const Conversation = z.looseObject({
  uuid: z.string(),
  name: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  model: z.string().nullish(),
  is_starred: z.boolean().nullish(),
  current_leaf_message_uuid: z.string().nullish(),
  chat_messages: z.array(z.unknown()),
});

/** Whether a conversation is in the form of Claude's export (`chat_messages` with `sender`). */
export function isClaude(value: unknown): boolean {
  return typeof value === "object" && value !== null && "chat_messages" in value && Array.isArray(value.chat_messages);
}

/** Reads one conversation of Claude's `conversations.json`; undefined (and noted) if it has another form. */
export function fromClaude(
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
  const title = data.name ?? "";
  const messages: ForeignMessage[] = [];
  for (const item of data.chat_messages) {
    const message = Message.safeParse(item);
    if (message.success)
      messages.push(
        messageOf(message.data, messages.at(-1)?.id, {
          source,
          skip,
          title: title || data.uuid,
          model: data.model ?? undefined,
        }),
      );
    else skip("messages in an unknown form", title || data.uuid);
  }
  const createdAt = Date.parse(data.created_at);
  const head = data.current_leaf_message_uuid ?? messages.at(-1)?.id;
  return {
    sourceId: data.uuid,
    title,
    createdAt,
    updatedAt: Date.parse(data.updated_at ?? data.created_at),
    pinned: data.is_starred ?? false,
    messages,
    ...(head === undefined ? {} : { headMessageId: head }),
  };
}

interface Reading {
  readonly source: Pick<ImportSource, "asset">;
  readonly skip: Skip;
  readonly title: string;
  readonly model: string | undefined;
}

/** Exports before 2025 name no parents: then each message follows the one before. */
function messageOf(message: z.infer<typeof Message>, previous: string | undefined, reading: Reading): ForeignMessage {
  const { parent_message_uuid: told, created_at: at } = message;
  const parentId = told === null || told === undefined ? previous : ROOT.test(told) ? undefined : told;
  const isUser = message.sender === "human" || message.sender === "user";
  const blocks = message.content ?? [];
  const said = blocks.flatMap((block) => blockParts(block, reading));
  const parts = [...(said.length === 0 ? textPart(message.text ?? "") : said), ...attachmentParts(message, reading)];
  return {
    id: message.uuid,
    role: parts.length === 0 ? "hidden" : isUser ? "user" : "assistant",
    parts,
    ...(parentId === undefined ? {} : { parentId }),
    ...(at === null || at === undefined ? {} : { at: Date.parse(at) }),
    ...(isUser || reading.model === undefined ? {} : { model: reading.model, provider: "anthropic" }),
  };
}

function blockParts(block: z.infer<typeof Block>, { skip, title }: Reading): readonly MessagePart[] {
  switch (block.type) {
    case "text":
      return textPart(block.text ?? "");
    case "thinking":
      return (block.thinking ?? "") === "" ? [] : [{ type: "reasoning", text: block.thinking ?? "" }];
    case "tool_use":
      return toolUse(block);
    case "tool_result":
      return toolResult(block.content);
    case "token_budget":
    case "flag":
      return [];
    default:
      if (block.text) return textPart(block.text);
      skip(`blocks of unknown type ${block.type}`, title);
      return [];
  }
}

/** Artifacts show their content; other tools what they were given. */
function toolUse(block: z.infer<typeof Block>): readonly MessagePart[] {
  const input =
    typeof block.input === "object" && block.input !== null ? (block.input as Readonly<Record<string, unknown>>) : {};
  if (typeof input.content === "string" && input.content !== "") {
    const title = typeof input.title === "string" ? input.title : (block.name ?? "artifact");
    return [
      ...textPart(`**${title}**`),
      ...fencedText(input.content, typeof input.language === "string" ? input.language : ""),
    ];
  }
  return [...textPart(`**${block.name ?? "tool"}**`), ...fencedText(JSON.stringify(input, undefined, 2), "json")];
}

function toolResult(content: unknown): readonly MessagePart[] {
  if (typeof content === "string") return fencedText(content, "output");
  if (!Array.isArray(content)) return [];
  return content.flatMap((item: unknown) => {
    const text =
      typeof item === "object" && item !== null && "text" in item && typeof item.text === "string" ? item.text : "";
    return text === "OK" ? [] : fencedText(text, "output");
  });
}

/** The export holds the text of attached documents but not the files. */
function attachmentParts(message: z.infer<typeof Message>, { source, skip, title }: Reading): readonly MessagePart[] {
  const texts = (message.attachments ?? []).flatMap((attachment): MessagePart[] => {
    const name = attachment.file_name || "pasted text";
    const text = attachment.extracted_content ?? "";
    if (text !== "") return [documentPart(name, text)];
    skip("attachments without text", title);
    return [missingFile(name)];
  });
  const known = new Set((message.attachments ?? []).map((attachment) => attachment.file_name));
  const files = (message.files ?? []).flatMap((file): MessagePart[] => {
    const name = file.file_name ?? file.file_uuid ?? "file";
    if (known.has(name)) return [];
    const found = source.asset(file.file_uuid ?? name) ?? source.asset(name);
    if (found !== undefined) return [mediaPart(found.bytes, name)];
    skip("files that the export does not contain", title);
    return [missingFile(name)];
  });
  return [...texts, ...files];
}

function documentPart(name: string, text: string): FilePart {
  return { type: "file", mediaType: "text/plain", data: Buffer.from(text).toString("base64"), name, text };
}
