import {
  OrchestratorError,
  type FilePart,
  type ImagePart,
  type Message,
  type MessagePart,
  type ModelCall,
  type ProviderMetadata,
} from "@ai-orchestrator/contract";
import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import { fitToolIds } from "./fit-tool-ids.ts";
import type { PromptTraits } from "./prompt-traits.ts";
import { toToolMessages } from "./to-tool-messages.ts";

type AssistantContent = Extract<LanguageModelV4Message, { role: "assistant" }>["content"];

/** The call's messages as the SDK's prompt. Pure. Throws `unsupported` for a file the provider cannot read and we have no text of. */
export function toPrompt(
  call: Pick<ModelCall, "model" | "system" | "messages">,
  traits: PromptTraits,
): LanguageModelV4Prompt {
  const system: LanguageModelV4Prompt =
    call.system === undefined || call.system === "" ? [] : [{ role: "system", content: call.system }];
  const rest: LanguageModelV4Message[] = [];
  for (const message of fitToolIds(call.messages, traits.toolIds)) {
    const target = message.role === "system" && !traits.systemAnywhere ? system : rest;
    target.push(...toMessages(message, call.model, traits));
  }
  return [...joinSystem(system), ...(traits.alternatesRoles === true ? joinNeighbours(rest) : rest)];
}

/** Pieces of system text as one, but for those that carry the provider's own marks: not every provider takes several. */
function joinSystem(messages: LanguageModelV4Prompt): LanguageModelV4Prompt {
  const joined: LanguageModelV4Prompt = [];
  for (const message of messages) {
    const last = joined.at(-1);
    const isPlain = last?.providerOptions === undefined && message.providerOptions === undefined;
    if (last?.role === "system" && message.role === "system" && isPlain)
      joined[joined.length - 1] = { role: "system", content: `${last.content}\n\n${message.content}` };
    else joined.push(message);
  }
  return joined;
}

function joinNeighbours(messages: readonly LanguageModelV4Message[]): LanguageModelV4Message[] {
  const joined: LanguageModelV4Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === "user" && message.role === "user")
      joined[joined.length - 1] = { ...last, content: [...last.content, ...message.content] };
    else if (last?.role === "assistant" && message.role === "assistant")
      joined[joined.length - 1] = { ...last, content: [...last.content, ...message.content] };
    else joined.push(message);
  }
  return joined;
}

function toMessages(message: Message, model: ModelCall["model"], traits: PromptTraits): LanguageModelV4Message[] {
  const options = ownOptions(message.providerMetadata, traits);
  switch (message.role) {
    case "system":
      return [{ role: "system", content: textOf(message.parts), ...options }];
    case "user": {
      const content = message.parts.flatMap((part) => toUserContent(part, model, traits));
      const results = toToolMessages(message.parts, traits);
      return content.length === 0 ? results : [...results, { role: "user", content, ...options }];
    }
    case "assistant": {
      const content = message.parts.flatMap((part) => toAssistantContent(part, traits));
      return content.length === 0 ? [] : [{ role: "assistant", content, ...options }];
    }
    case "tool":
      return toToolMessages(message.parts, traits);
  }
}

function textOf(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

function toUserContent(
  part: MessagePart,
  model: ModelCall["model"],
  traits: PromptTraits,
): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  switch (part.type) {
    case "text":
      return [{ type: "text", text: part.text, ...ownOptions(part.providerMetadata, traits) }];
    case "image":
      return [toFilePart(part, traits)];
    case "file":
      return [toFileOrText(part, model, traits)];
    default:
      return [];
  }
}

function toAssistantContent(part: MessagePart, traits: PromptTraits): AssistantContent {
  switch (part.type) {
    case "text":
      return part.text === "" ? [] : [{ type: "text", text: part.text, ...ownOptions(part.providerMetadata, traits) }];
    case "reasoning": {
      const options = ownOptions(part.providerMetadata, traits);
      const mayGoBack =
        options.providerOptions !== undefined || (part.providerMetadata === undefined && traits.plainReasoning);
      return mayGoBack ? [{ type: "reasoning", text: part.text, ...options }] : [];
    }
    case "image":
      return traits.assistantImages ? [toFilePart(part, traits)] : [];
    case "tool-call":
      return [
        {
          type: "tool-call",
          toolCallId: part.id,
          toolName: part.name,
          input: part.input,
          ...ownOptions(part.providerMetadata, traits),
        },
      ];
    default:
      return [];
  }
}

function toFileOrText(
  part: FilePart,
  model: ModelCall["model"],
  traits: PromptTraits,
): LanguageModelV4TextPart | LanguageModelV4FilePart {
  const kind = part.mediaType.toLowerCase();
  if (kind.startsWith("image/")) return toFilePart({ ...part, type: "image" }, traits);
  const isNative = (kind === "application/pdf" && traits.pdf) || (kind.startsWith("audio/") && traits.audio);
  // Our own extraction is better than a file that the model cannot see.
  if (isNative && (part.text === undefined || model.input.includes(kind === "application/pdf" ? "pdf" : "audio")))
    return toFilePart(part, traits);
  const text = part.text ?? decodedText(part);
  if (text === undefined) {
    throw new OrchestratorError(
      "unsupported",
      `${model.name} cannot read ${part.name ?? "a file"} of type ${part.mediaType}.`,
      {
        suggestion: "Send its text, or pick a model that reads such files.",
        provider: model.provider,
        model: model.key,
      },
    );
  }
  return {
    type: "text",
    text: part.name === undefined ? text : `<file name="${part.name.replaceAll('"', "'")}">\n${text}\n</file>`,
    ...ownOptions(part.providerMetadata, traits),
  };
}

const TEXT_TYPES =
  /^(?:text\/|application\/(?:json|xml|x-ndjson|javascript|typescript|yaml|x-yaml|toml|x-sh|sql|csv))|\+(?:json|xml)$/;

function decodedText(part: FilePart): string | undefined {
  if (part.data === undefined || !TEXT_TYPES.test(part.mediaType.toLowerCase())) return undefined;
  return new TextDecoder().decode(Uint8Array.from(atob(part.data), (char) => char.codePointAt(0) ?? 0));
}

/** A picture or file as the SDK wants it. Throws `invalid_input` where it holds neither bytes nor a link. */
export function toFilePart(part: ImagePart | FilePart, traits: PromptTraits): LanguageModelV4FilePart {
  const name = part.name === undefined ? {} : { filename: part.name };
  const options = ownOptions(part.providerMetadata, traits);
  if (part.data !== undefined)
    return { type: "file", data: { type: "data", data: part.data }, mediaType: part.mediaType, ...name, ...options };
  if (part.url === undefined || !URL.canParse(part.url)) {
    throw new OrchestratorError("invalid_input", `${part.name ?? "An attachment"} has neither bytes nor a valid link.`);
  }
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(part.url);
  if (inline !== null)
    return {
      type: "file",
      data: { type: "data", data: inline[2] ?? "" },
      mediaType: inline[1] ?? part.mediaType,
      ...name,
      ...options,
    };
  return {
    type: "file",
    data: { type: "url", url: new URL(part.url) },
    mediaType: part.mediaType,
    ...name,
    ...options,
  };
}

/**
 * The part of `metadata` that belongs to this provider, for sending back. What one of its namespaces holds is given
 * under all of them, so that a signature made through Vertex is accepted by Gemini and the other way round.
 */
export function ownOptions(
  metadata: ProviderMetadata | undefined,
  traits: PromptTraits,
): { providerOptions?: SharedV4ProviderOptions } {
  if (metadata === undefined) return {};
  const own = traits.metadataKeys.map((key) => metadata[key]).find((value) => value !== undefined);
  if (own === undefined) return {};
  return {
    providerOptions: Object.fromEntries(traits.metadataKeys.map((key) => [key, own])) as SharedV4ProviderOptions,
  };
}
