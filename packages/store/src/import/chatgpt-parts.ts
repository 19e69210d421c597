import type { MessagePart } from "@ai-orchestrator/contract";
import { fencedText, missingFile, textPart } from "./imported-parts.ts";
import type { Skip } from "./import-report.ts";
import type { ImportSource } from "./import-source.ts";
import { mediaPart } from "./media-part.ts";

/** What is read of a message of `mapping`. */
export interface ChatgptMessage {
  readonly author: { readonly role: string };
  readonly content: Readonly<Record<string, unknown>> & { readonly content_type: string };
  readonly recipient?: string | null | undefined;
  readonly metadata?: { readonly is_visually_hidden_from_conversation?: boolean | null | undefined } | null | undefined;
}

interface Reading {
  readonly source: Pick<ImportSource, "asset">;
  readonly skip: Skip;
  readonly title: string;
}

/** What of a message a person saw, as parts; none for inner bookkeeping (which is noted if it held text). */
export function chatgptParts(message: ChatgptMessage, reading: Reading): readonly MessagePart[] {
  const { content, author, metadata } = message;
  if (author.role === "system" || metadata?.is_visually_hidden_from_conversation === true) return [];
  switch (content.content_type) {
    case "text":
    case "multimodal_text":
      return array(content.parts).flatMap((part) => contentPart(part, reading));
    case "code":
      return fencedText(text(content.text), language(content.language, message.recipient));
    case "execution_output":
      return fencedText(text(content.text), "output");
    case "thoughts":
      return thoughts(content.thoughts);
    case "tether_quote":
    case "sonic_webpage":
      return [webPage(content)];
    case "reasoning_recap":
    case "tether_browsing_display":
    case "user_editable_context":
    case "model_editable_context":
      reading.skip(`inner messages (${content.content_type})`, reading.title);
      return [];
    default:
      return unknownContent(content, reading);
  }
}

function contentPart(part: unknown, reading: Reading): readonly MessagePart[] {
  if (typeof part === "string") return textPart(part);
  if (typeof part !== "object" || part === null) return [];
  const { content_type: type, asset_pointer: pointer, text: said } = part as Readonly<Record<string, unknown>>;
  if (type === "audio_transcription") return textPart(text(said));
  if (typeof pointer === "string") return [asset(pointer, reading)];
  if (typeof said === "string") return textPart(said);
  reading.skip(`parts of unknown type ${String(type)}`, reading.title);
  return [];
}

/** `file-service://file-ABC` or `sediment://file_abc`: a file of the archive whose name begins so. */
function asset(pointer: string, reading: Reading): MessagePart {
  const id = pointer.replace(/^[a-z-]+:\/\//, "").replace(/[#?].*$/, "");
  const found = id === "" ? undefined : reading.source.asset(id);
  if (found !== undefined) return mediaPart(found.bytes, found.name);
  reading.skip("files that the export does not contain", reading.title);
  return missingFile(id);
}

function thoughts(value: unknown): readonly MessagePart[] {
  const said = array(value).flatMap((thought) => {
    if (typeof thought !== "object" || thought === null) return [];
    const { summary, content } = thought as Readonly<Record<string, unknown>>;
    return [[text(summary), text(content)].filter((line) => line !== "").join("\n\n")];
  });
  const joined = said.filter((line) => line !== "").join("\n\n");
  return joined === "" ? [] : [{ type: "reasoning", text: joined }];
}

function webPage(content: Readonly<Record<string, unknown>>): MessagePart {
  const url = text(content.url);
  const title = text(content.title) || text(content.domain);
  const snippet = text(content.snippet) || text(content.text).slice(0, 500);
  return {
    type: "source",
    id: url || title,
    ...(/^https?:/.test(url) ? { url } : {}),
    ...(title === "" ? {} : { title }),
    ...(snippet === "" ? {} : { snippet }),
  };
}

/** A type made up since: its text is kept if it has any. */
function unknownContent(content: Readonly<Record<string, unknown>>, reading: Reading): readonly MessagePart[] {
  const known = [
    text(content.text),
    text(content.result),
    text(content.content),
    ...array(content.parts).map(text),
  ].filter((line) => line !== "");
  if (known.length > 0) return textPart(known.join("\n\n"));
  reading.skip(`messages of unknown type ${String(content.content_type)}`, reading.title);
  return [];
}

function language(told: unknown, recipient: string | null | undefined): string {
  if (typeof told === "string" && told !== "" && told !== "unknown") return told;
  return recipient === "python" ? "python" : "";
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
