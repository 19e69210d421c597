import type { MessagePart, Usage } from "@ai-orchestrator/contract";
import * as z from "zod";
import type { ForeignConversation, ForeignMessage } from "./foreign-conversation.ts";
import type { Skip } from "./import-report.ts";
import { missingFile, textPart } from "./imported-parts.ts";
import { dataUrlPart } from "./media-part.ts";

const File = z.looseObject({
  type: z.string().nullish(),
  url: z.string().nullish(),
  name: z.string().nullish(),
  file: z.unknown().optional(),
});
const Message = z.looseObject({
  id: z.string().nullish(),
  parentId: z.string().nullish(),
  role: z.string(),
  content: z
    .union([
      z.string(),
      z.array(z.looseObject({ type: z.string(), text: z.string().nullish(), image_url: z.unknown().optional() })),
    ])
    .nullish(),
  timestamp: z.number().nullish(),
  model: z.string().nullish(),
  files: z.array(File).nullish(),
  sources: z.array(z.unknown()).nullish(),
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
  annotation: z.unknown().optional(),
});
const Chat = z.looseObject({
  title: z.string().nullish(),
  system: z.string().nullish(),
  params: z.looseObject({ system: z.string().nullish() }).nullish(),
  history: z.looseObject({ currentId: z.string().nullish(), messages: z.record(z.string(), z.unknown()) }).nullish(),
  messages: z.array(z.unknown()).nullish(),
  tags: z.array(z.unknown()).nullish(),
  timestamp: z.number().nullish(),
});
const Entry = z.looseObject({
  id: z.string(),
  title: z.string().nullish(),
  chat: Chat,
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
  archived: z.boolean().nullish(),
  pinned: z.boolean().nullish(),
  meta: z.looseObject({ tags: z.array(z.string()).nullish() }).nullish(),
});

/** Whether a conversation is in the form of Open WebUI's export (`chat.history.messages`). */
export function isOpenWebui(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "chat" in value &&
    typeof value.chat === "object" &&
    value.chat !== null &&
    ("history" in value.chat || "messages" in value.chat)
  );
}

/** Reads one chat of an Open WebUI export; undefined (and noted) if it has another form. */
export function fromOpenWebui(value: unknown, skip: Skip): ForeignConversation | undefined {
  const parsed = Entry.safeParse(value);
  if (!parsed.success) {
    skip("conversations in an unknown form", parsed.error.issues[0]?.message ?? "");
    return undefined;
  }
  const { id, chat, meta, ...data } = parsed.data;
  const title = data.title ?? chat.title ?? "";
  const messages = messagesOf(chat, skip, title || id);
  const createdAt = epochMs(data.created_at ?? chat.timestamp) ?? messages[0]?.at ?? 0;
  const system = chat.system ?? chat.params?.system;
  const tags = meta?.tags ?? (chat.tags ?? []).flatMap((tag) => (typeof tag === "string" ? [tag] : []));
  const head = chat.history?.currentId ?? messages.at(-1)?.id;
  return {
    sourceId: id,
    title,
    createdAt,
    updatedAt: epochMs(data.updated_at) ?? messages.at(-1)?.at ?? createdAt,
    archived: data.archived ?? false,
    pinned: data.pinned ?? false,
    tags,
    messages,
    ...(system === null || system === undefined || system === "" ? {} : { system }),
    ...(head === undefined ? {} : { headMessageId: head }),
  };
}

function messagesOf(chat: z.infer<typeof Chat>, skip: Skip, title: string): readonly ForeignMessage[] {
  const tree = chat.history?.messages;
  const items: readonly (readonly [id: string | undefined, value: unknown])[] =
    tree === undefined ? (chat.messages ?? []).map((value) => [undefined, value]) : Object.entries(tree);
  const read: ForeignMessage[] = [];
  for (const [index, [key, value]] of items.entries()) {
    const message = Message.safeParse(value);
    if (!message.success) {
      skip("messages in an unknown form", title);
      continue;
    }
    const previous = tree === undefined ? read.at(-1)?.id : undefined;
    read.push(messageOf(message.data, { id: message.data.id ?? key ?? String(index), previous, skip, title }));
  }
  return read;
}

function messageOf(
  message: z.infer<typeof Message>,
  reading: { id: string; previous: string | undefined; skip: Skip; title: string },
): ForeignMessage {
  const parts = [
    ...contentParts(message.content),
    ...(message.files ?? []).flatMap((file) => filePart(file, reading)),
    ...sourceParts(message.sources),
  ];
  const parentId = message.parentId ?? reading.previous;
  const at = epochMs(message.timestamp);
  const usage = usageOf(message.usage);
  const error = errorText(message.error);
  const visible = parts.length > 0 || error !== undefined;
  return {
    id: reading.id,
    role: message.role === "user" && visible ? "user" : message.role === "system" || !visible ? "hidden" : "assistant",
    parts,
    ...(parentId === undefined ? {} : { parentId }),
    ...(at === undefined ? {} : { at }),
    ...(message.model === null || message.model === undefined ? {} : { model: message.model }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error: { code: "server", message: error, retryable: false } }),
    ...ratingOf(message.annotation),
  };
}

function contentParts(content: z.infer<typeof Message>["content"]): readonly MessagePart[] {
  if (typeof content === "string") return splitReasoning(content);
  return (content ?? []).flatMap((part): readonly MessagePart[] => {
    if (part.type === "text") return splitReasoning(part.text ?? "");
    const url =
      typeof part.image_url === "object" && part.image_url !== null && "url" in part.image_url
        ? part.image_url.url
        : undefined;
    const media = typeof url === "string" ? dataUrlPart(url) : undefined;
    return media === undefined ? [] : [media];
  });
}

const REASONING = /<details type="reasoning"[^>]*>\s*(?:<summary>[\s\S]*?<\/summary>)?([\s\S]*?)<\/details>/g;

/** Reasoning stands inside the text as a folded, quoted block. */
function splitReasoning(content: string): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let at = 0;
  for (const match of content.matchAll(REASONING)) {
    parts.push(...textPart(content.slice(at, match.index).trim()));
    const text = unescapeHtml((match[1] ?? "").replaceAll(/^(?:>|&gt;) ?/gm, "").trim());
    if (text !== "") parts.push({ type: "reasoning", text });
    at = match.index + match[0].length;
  }
  return at === 0 ? textPart(content) : [...parts, ...textPart(content.slice(at).trim())];
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function filePart(
  file: z.infer<typeof File>,
  { skip, title }: { readonly skip: Skip; readonly title: string },
): readonly MessagePart[] {
  const name = file.name ?? nestedString(file.file, "filename") ?? file.type ?? "file";
  const media = file.url === null || file.url === undefined ? undefined : dataUrlPart(file.url, name);
  if (media !== undefined) return [media];
  const text = nestedString(nested(file.file, "data"), "content");
  if (text !== undefined && text !== "")
    return [{ type: "file", mediaType: "text/plain", data: Buffer.from(text).toString("base64"), name, text }];
  skip("files that the export does not contain", title);
  return [missingFile(name)];
}

/** `{source: {name}, document: [...], metadata: [{source}]}` for each document an answer drew on. */
function sourceParts(sources: readonly unknown[] | null | undefined): readonly MessagePart[] {
  return (sources ?? []).flatMap((item): readonly MessagePart[] => {
    const source = nested(item, "source");
    const name = nestedString(source, "name");
    const url = [nestedString(source, "url"), name].find(
      (candidate) => candidate !== undefined && /^https?:/.test(candidate),
    );
    const documents = nested(item, "document");
    const snippet =
      Array.isArray(documents) && typeof documents[0] === "string" ? documents[0].slice(0, 500) : undefined;
    const id = url ?? name;
    if (id === undefined) return [];
    return [
      {
        type: "source",
        id,
        ...(url === undefined ? {} : { url }),
        ...(name === undefined ? {} : { title: name }),
        ...(snippet === undefined ? {} : { snippet }),
      },
    ];
  });
}

function usageOf(value: unknown): Usage | undefined {
  const count = (...keys: readonly string[]): number | undefined =>
    keys.map((key) => nested(value, key)).find((found): found is number => typeof found === "number");
  const input = count("prompt_tokens", "prompt_eval_count", "input_tokens");
  const output = count("completion_tokens", "eval_count", "output_tokens");
  if (input === undefined && output === undefined) return undefined;
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  };
}

function errorText(error: unknown): string | undefined {
  if (typeof error === "string" && error !== "") return error.slice(0, 500);
  return nestedString(error, "content")?.slice(0, 500);
}

function ratingOf(annotation: unknown): Pick<ForeignMessage, "rating"> {
  const rating = nested(annotation, "rating");
  if (rating !== 1 && rating !== -1) return {};
  return { rating: rating === 1 ? "up" : "down" };
}

function nested(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function nestedString(value: unknown, key: string): string | undefined {
  const found = nested(value, key);
  return typeof found === "string" ? found : undefined;
}

/** Times are in seconds, some older ones in milliseconds or nanoseconds. */
function epochMs(value: number | null | undefined): number | undefined {
  if (value === null || value === undefined || value <= 0) return undefined;
  if (value > 1e16) return Math.round(value / 1e6);
  return Math.round(value > 1e11 ? value : value * 1000);
}
