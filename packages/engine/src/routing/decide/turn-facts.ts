import type { Dial, FilePart, ImagePart, Message, MessagePart, Modality, TurnRequest } from "@ai-orchestrator/contract";
import type { AttachmentKind } from "../rules/rule.ts";
import { estimateTokens } from "../classify/index.ts";
import type { DecideInput } from "./decide-input.ts";
import { parseModelName, type ModelWish } from "./model-wish.ts";

/** Exact statements about a turn; nothing here is guessed from words. */
export interface TurnFacts {
  readonly wish: ModelWish;
  readonly localOnly: boolean;
  readonly incognito: boolean;
  /** The dial as the turn asks for it; undefined leaves it to config. */
  readonly dial: Dial | undefined;
  readonly inputTokens: number;
  /** Modalities a model must be able to read. */
  readonly modalities: readonly Modality[];
  /** In all that may be sent. */
  readonly attachments: readonly AttachmentKind[];
  readonly tools: boolean;
  /** `schema`: the answer must follow a JSON schema; `json`: any JSON. */
  readonly structured: "none" | "json" | "schema";
  /** The caller insists on the web. */
  readonly web: boolean;
  readonly think: boolean;
  readonly maxOutputTokens: number | undefined;
}

/** Tokens a picture is billed as, about, at most providers (a 1024² tile set). */
const IMAGE_TOKENS = 1100;
/** Tokens of a PDF page as most providers read it (text and picture). */
const PDF_PAGE_TOKENS = 2000;
/** Bytes of a PDF page, about. */
const PDF_PAGE_BYTES = 60_000;
const MESSAGE_OVERHEAD = 4;

/** Reads the facts off a request and the messages that will be sent. Linear in the number of parts. */
export function turnFacts(input: DecideInput): TurnFacts {
  const { request } = input;
  const wish = parseModelName(request.model);
  const seen: PartFacts = { tokens: 0, modalities: [], kinds: [], toolParts: false };
  const messages = input.messages ?? request.messages;
  if (messages) for (const message of messages) readMessage(message, seen);
  else seen.tokens += estimateTokens(input.promptText) + MESSAGE_OVERHEAD;
  for (const part of attachmentsOnly(request, messages)) readPart(part, seen);
  if (request.system) seen.tokens += estimateTokens(request.system);
  if (request.tools?.length) seen.tokens += estimateTokens(JSON.stringify(request.tools));
  return {
    wish,
    localOnly: request.policy?.localOnly === true || wish.localOnly,
    incognito: request.policy?.incognito === true,
    dial: wish.dial ?? request.policy?.dial,
    inputTokens: seen.tokens + (input.messages ? 0 : (input.contextTokens ?? 0)),
    modalities: seen.modalities,
    attachments: input.everything === undefined ? seen.kinds : [...seen.kinds, ...attachmentKinds(input.everything)],
    tools:
      (request.tools !== undefined && request.tools.length > 0 && request.toolChoice?.type !== "none") ||
      seen.toolParts,
    structured: structuredNeed(request),
    web: request.web === true || request.webSearch === true,
    think: request.think === true,
    maxOutputTokens: request.maxOutputTokens,
  };
}

/** Kinds of files and pictures in messages. */
export function attachmentKinds(messages: readonly Message[]): readonly AttachmentKind[] {
  const all: PartFacts = { tokens: 0, modalities: [], kinds: [], toolParts: false };
  for (const message of messages) readMessage(message, all);
  return all.kinds;
}

/** Kinds once each, in the order met. Most turns have none: a list costs less than a set, which is looked through for a few. */
interface PartFacts {
  tokens: number;
  readonly modalities: Modality[];
  readonly kinds: AttachmentKind[];
  toolParts: boolean;
}

function addOnce<T>(list: T[], one: T): void {
  if (!list.includes(one)) list.push(one);
}

/** Attachments that are not already parts of the messages. */
function attachmentsOnly(
  request: TurnRequest,
  messages: readonly Message[] | undefined,
): readonly (ImagePart | FilePart)[] {
  const attachments = request.attachments;
  if (!attachments) return [];
  const parts = messages?.flatMap((message) => message.parts) ?? [];
  return attachments.filter((attachment) => !parts.includes(attachment));
}

function structuredNeed(request: TurnRequest): TurnFacts["structured"] {
  if (request.responseFormat?.type !== "json") return "none";
  return request.responseFormat.schema ? "schema" : "json";
}

function readMessage(message: Message, seen: PartFacts): void {
  seen.tokens += MESSAGE_OVERHEAD;
  for (const part of message.parts) readPart(part, seen);
}

function readPart(part: MessagePart, seen: PartFacts): void {
  switch (part.type) {
    case "text":
    case "reasoning":
      seen.tokens += estimateTokens(part.text);
      return;
    case "image":
      readImage(seen);
      return;
    case "file":
      readFile(part, seen);
      return;
    case "tool-call":
      seen.toolParts = true;
      seen.tokens += estimateTokens(part.rawInput ?? JSON.stringify(part.input)) + 10;
      return;
    case "tool-result":
      seen.toolParts = true;
      readToolResult(part.output, seen);
      return;
    case "source":
      return;
  }
}

function readToolResult(output: unknown, seen: PartFacts): void {
  if (!Array.isArray(output)) {
    seen.tokens += estimateTokens(typeof output === "string" ? output : (JSON.stringify(output) ?? ""));
    return;
  }
  for (const item of output as readonly unknown[]) {
    const type = typeof item === "object" && item !== null && "type" in item ? item.type : undefined;
    if (type === "image") readImage(seen);
    else seen.tokens += estimateTokens(JSON.stringify(item) ?? "");
  }
}

function readImage(seen: PartFacts): void {
  addOnce(seen.kinds, "image");
  addOnce(seen.modalities, "image");
  seen.tokens += IMAGE_TOKENS;
}

function readFile(part: FilePart, seen: PartFacts): void {
  const type = part.mediaType.toLowerCase();
  const name = part.name?.toLowerCase() ?? "";
  const kind = fileKind(type, name);
  addOnce(seen.kinds, kind);
  if (part.text !== undefined) {
    seen.tokens += estimateTokens(part.text);
    return;
  }
  const bytes = part.data === undefined ? 0 : part.data.length * 0.75;
  if (kind === "image") readImage(seen);
  else if (kind === "pdf") {
    addOnce(seen.modalities, "pdf");
    seen.tokens += PDF_PAGE_TOKENS * Math.max(1, Math.round(bytes / PDF_PAGE_BYTES));
  } else if (kind === "audio" || kind === "video") {
    addOnce(seen.modalities, kind);
    seen.tokens += Math.ceil(bytes / 500);
  } else seen.tokens += Math.ceil(bytes / 4);
}

const DATA_TYPES =
  /^(?:text\/csv|text\/tab-separated-values|application\/(?:vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet|vnd\.apache\.parquet))/u;
const DATA_NAME = /\.(?:csv|tsv|xlsx?|parquet|jsonl)$/u;

/** The kind of an attached file, from its media type, else its name. */
function fileKind(mediaType: string, name: string): AttachmentKind {
  if (mediaType.startsWith("image/")) return "image";
  if (mediaType.startsWith("audio/")) return "audio";
  if (mediaType.startsWith("video/")) return "video";
  if (mediaType.startsWith("application/pdf") || name.endsWith(".pdf")) return "pdf";
  if (DATA_TYPES.test(mediaType) || DATA_NAME.test(name)) return "data";
  return "file";
}
