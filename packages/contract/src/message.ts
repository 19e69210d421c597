import type { JsonValue, JsonObject } from "./json.ts";

/** Who said it. Tool results are parts of a `tool` message. */
export type Role = "system" | "user" | "assistant" | "tool";

/** Provider-specific data that must come back unchanged in the next turn (signatures, cache control), by provider. */
export type ProviderMetadata = Readonly<Record<string, JsonObject>>;

/** Plain or markdown text. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
  readonly providerMetadata?: ProviderMetadata;
}

/** A model's visible reasoning. Never mixed into text. */
export interface ReasoningPart {
  readonly type: "reasoning";
  readonly text: string;
  readonly providerMetadata?: ProviderMetadata;
}

/** Bytes or a link: exactly one of `data` (base64, no prefix) and `url`. */
export interface Media {
  readonly mediaType: string;
  readonly data?: string;
  readonly url?: string;
  readonly name?: string;
}

/** A picture, sent or generated. */
export interface ImagePart extends Media {
  readonly type: "image";
  readonly providerMetadata?: ProviderMetadata;
}

/** Any other file: PDF, audio, text. `text` holds its extracted text where we made it. */
export interface FilePart extends Media {
  readonly type: "file";
  readonly text?: string;
  readonly providerMetadata?: ProviderMetadata;
}

/** A citation. */
export interface SourcePart {
  readonly type: "source";
  readonly id: string;
  readonly url?: string;
  readonly title?: string;
  readonly snippet?: string;
  readonly publishedAt?: string;
}

/** The model asks for a tool. `input` is the parsed JSON; `rawInput` the exact text the provider sent. */
export interface ToolCallPart {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  readonly input: JsonValue;
  readonly rawInput?: string;
  readonly providerMetadata?: ProviderMetadata;
}

/** What the tool returned: JSON or parts. */
export interface ToolResultPart {
  readonly type: "tool-result";
  readonly id: string;
  readonly name: string;
  readonly output: JsonValue | readonly (TextPart | ImagePart)[];
  readonly isError?: boolean;
  readonly providerMetadata?: ProviderMetadata;
}

/** A piece of a message. */
export type MessagePart = TextPart | ReasoningPart | ImagePart | FilePart | SourcePart | ToolCallPart | ToolResultPart;

/** One message as structured parts. */
export interface Message {
  readonly role: Role;
  readonly parts: readonly MessagePart[];
  readonly providerMetadata?: ProviderMetadata;
}

/** The text of a message, its text parts joined by blank lines. */
export function messageText(message: Message): string {
  const [first] = message.parts;
  // Nearly every message.
  if (message.parts.length === 1 && first?.type === "text") return first.text;
  return message.parts
    .filter((part): part is TextPart => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

/** A user message holding one text. */
export function userMessage(text: string): Message {
  return { role: "user", parts: [{ type: "text", text }] };
}

/** True where `output` is parts and not JSON: every element is an object tagged `text` or `image`. */
export function isToolResultParts(output: ToolResultPart["output"]): output is readonly (TextPart | ImagePart)[] {
  return (
    Array.isArray(output) &&
    output.length > 0 &&
    output.every(
      (part: unknown) =>
        typeof part === "object" &&
        part !== null &&
        "type" in part &&
        ((part.type === "text" && "text" in part) || (part.type === "image" && "mediaType" in part)),
    )
  );
}
