import type {
  JsonObject,
  JsonValue,
  Message,
  MessagePart,
  OrchestratorError,
  ProviderMetadata,
  ToolResultPart,
} from "@ai-orchestrator/contract";
import { checkKinds, type Kinds } from "../field-kinds.ts";
import { cannot, list, object, text, wrong } from "../read-fields.ts";
import { isSealed, openMetadata } from "../sealed-metadata.ts";
import { cacheMark, onlyAnthropic } from "./anthropics-own.ts";

/** What reading of messages keeps in mind. */
export interface BlockReading {
  /** Names of tools by the ids of their calls: results name only the call. */
  readonly names: Map<string, string>;
  /** Set by the first block that only Claude can read. */
  onlyRaw: OrchestratorError | undefined;
}

/** Blocks of tools that Anthropic ran: their outcome is in the text that follows, and nobody else could take them. */
const HOSTED = /^(?:server_tool_use|mcp_tool_use|mcp_tool_result|\w+_tool_result|container_upload)$/;

/** Blocks that stand for something only Claude can read. */
const ANTHROPICS_OWN = /^compaction$/;

/** One message as one or two of ours: results of tools are a message of their own. */
export function readMessage(message: JsonObject, path: string, reading: BlockReading): readonly Message[] {
  const role = message["role"] === "user" ? "user" : message["role"] === "assistant" ? "assistant" : undefined;
  if (role === undefined) throw wrong(`${path}.role`, "user or assistant");
  const { content } = message;
  if (typeof content === "string") return [{ role, parts: [{ type: "text", text: content }] }];
  const parts = readBlocks(content, `${path}.content`, reading);
  const results = parts.filter((part) => part.type === "tool-result");
  const others = parts.filter((part) => part.type !== "tool-result");
  const split: Message[] = [];
  if (results.length > 0) split.push({ role: "tool", parts: results });
  if (others.length > 0) split.push({ role, parts: others });
  return split;
}

function readBlocks(content: JsonValue | undefined, path: string, reading: BlockReading): readonly MessagePart[] {
  return list(content, path).flatMap((row, index) => {
    const part = readBlock(object(row, `${path}[${index}]`), `${path}[${index}]`, reading);
    return part === undefined ? [] : [part];
  });
}

/** Fields that any block may have and that are read where they are of their kind. */
const KINDS: Kinds = new Map([
  ["cache_control", "object"],
  ["title", "text"],
  ["signature", "text"],
  ["is_error", "flag"],
]);

function readBlock(block: JsonObject, path: string, reading: BlockReading): MessagePart | undefined {
  checkKinds(block, KINDS, path);
  const cache = cacheMark(block);
  switch (block["type"]) {
    case "text":
      return { type: "text", text: text(block["text"], `${path}.text`), ...cache };
    case "thinking":
      return {
        type: "reasoning",
        text: text(block["thinking"], `${path}.thinking`),
        ...signedBy(block["signature"]),
      };
    case "redacted_thinking":
      return {
        type: "reasoning",
        text: "",
        providerMetadata: { anthropic: { redactedData: text(block["data"], `${path}.data`) } },
      };
    case "image":
      return { type: "image", ...readSource(block["source"], `${path}.source`), ...cache };
    case "document":
      return {
        type: "file",
        ...readDocument(block["source"], `${path}.source`),
        ...(typeof block["title"] === "string" ? { name: block["title"] } : {}),
        ...cache,
      };
    case "tool_use": {
      const [id, name] = [text(block["id"], `${path}.id`), text(block["name"], `${path}.name`)];
      reading.names.set(id, name);
      const input = block["input"] ?? {};
      return { type: "tool-call", id, name, input, rawInput: JSON.stringify(input), ...cache };
    }
    case "tool_result":
      return readToolResult(block, path, { reading, cache });
    // Found by a search of the caller's own among tools that are declared: others have had them from the start.
    case "tool_reference":
      return { type: "text", text: `The tool "${text(block["tool_name"], `${path}.tool_name`)}" can be called now.` };
    case "search_result":
      return { type: "file", mediaType: "text/plain", ...readSearchResult(block, path), ...cache };
    default: {
      const type = String(block["type"]);
      if (ANTHROPICS_OWN.test(type)) reading.onlyRaw ??= onlyAnthropic(`${path}.type`, `"${type}" blocks`);
      else if (!HOSTED.test(type)) throw cannot(`${path}.type`, `"${type}" blocks are not known`);
      return undefined;
    }
  }
}

/** Whose signature it is: Claude's as it is, others' behind our seal; none where a model signs nothing. */
function signedBy(signature: JsonValue | undefined): { readonly providerMetadata?: ProviderMetadata } {
  const metadata =
    typeof signature !== "string" || signature === "" || isSealed(signature)
      ? openMetadata(signature)
      : { anthropic: { signature } };
  return metadata === undefined ? {} : { providerMetadata: metadata };
}

/** What a caller's own search found, as the document it is to any other model. */
function readSearchResult(block: JsonObject, path: string): { readonly name: string; readonly text: string } {
  const pieces = list(block["content"], `${path}.content`).map((row, index) =>
    text(object(row, `${path}.content[${index}]`)["text"], `${path}.content[${index}].text`),
  );
  const [title, source] = [text(block["title"], `${path}.title`), text(block["source"], `${path}.source`)];
  return { name: title, text: [source, ...pieces].join("\n\n") };
}

function readSource(
  value: JsonValue | undefined,
  path: string,
): { readonly mediaType: string; readonly data?: string; readonly url?: string; readonly text?: string } {
  const source = object(value, path);
  switch (source["type"]) {
    case "base64":
      return {
        mediaType: text(source["media_type"], `${path}.media_type`),
        data: text(source["data"], `${path}.data`),
      };
    case "url":
      return { mediaType: "image/*", url: text(source["url"], `${path}.url`) };
    case "text":
      return { mediaType: "text/plain", text: text(source["data"], `${path}.data`) };
    default:
      throw cannot(`${path}.type`, "files kept at a provider cannot be routed; send base64 or url");
  }
}

/** A document is text, pieces of text, or a PDF. */
function readDocument(value: JsonValue | undefined, path: string): ReturnType<typeof readSource> {
  const source = object(value, path);
  if (source["type"] === "url") return { ...readSource(value, path), mediaType: "application/pdf" };
  if (source["type"] !== "content") return readSource(value, path);
  const { content } = source;
  const pieces =
    typeof content === "string"
      ? [content]
      : list(content, `${path}.content`).map((row, index) => {
          const at = `${path}.content[${index}]`;
          const piece = object(row, at);
          if (piece["type"] !== "text") throw cannot(`${at}.type`, "send a document's pictures beside it");
          return text(piece["text"], `${at}.text`);
        });
  return { mediaType: "text/plain", text: pieces.join("\n\n") };
}

function readToolResult(
  block: JsonObject,
  path: string,
  {
    reading,
    cache,
  }: { readonly reading: BlockReading; readonly cache: { readonly providerMetadata?: ProviderMetadata } },
): ToolResultPart {
  const id = text(block["tool_use_id"], `${path}.tool_use_id`);
  const base = {
    type: "tool-result" as const,
    id,
    name: reading.names.get(id) ?? id,
    ...(block["is_error"] === true ? { isError: true } : {}),
    ...cache,
  };
  const { content } = block;
  if (content === undefined || content === null) return { ...base, output: "" };
  if (typeof content === "string") return { ...base, output: content };
  const parts = readBlocks(content, `${path}.content`, reading);
  return { ...base, output: parts.filter((part) => part.type === "text" || part.type === "image") };
}
