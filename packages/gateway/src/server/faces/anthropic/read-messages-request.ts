import type {
  JsonObject,
  JsonValue,
  Message,
  MessagePart,
  ProviderMetadata,
  ToolChoice,
  ToolDefinition,
  ToolResultPart,
  TurnRequest,
} from "@ai-orchestrator/contract";
import { faceRequest, type FaceRequest } from "../face-request.ts";
import { readOutputConfig } from "./read-output-config.ts";
import {
  cannot,
  isObject,
  list,
  object,
  optionalFlag,
  optionalInteger,
  optionalNumber,
  optionalText,
  stopList,
  text,
  wrong,
} from "../read-fields.ts";

/** Reads a body. Throws `invalid_input` naming the field. Thinking signatures, tool ids and cache control are kept for the provider they belong to. */
export function readMessagesRequest(body: JsonObject): FaceRequest {
  const names = new Map<string, string>();
  const rows = list(body["messages"], "messages");
  if (rows.length === 0) throw wrong("messages", "a list with at least one message");
  // Claude Code puts system text between messages; what no other provider has a place for goes to the front.
  const system = [...readSystem(body["system"])];
  const messages = rows.flatMap((row, index) => {
    const message = object(row, `messages[${index}]`);
    if (message["role"] !== "system") return readMessage(message, `messages[${index}]`, names);
    system.push(...readSystem(message["content"]));
    return [];
  });
  // Marks for the cache belong to one piece each, so marked pieces stay pieces.
  const isMarked = system.some((one) => one.providerMetadata !== undefined);
  return faceRequest(body, {
    messages: isMarked ? [...system, ...messages] : messages,
    stream: optionalFlag(body, "stream") ?? false,
    fields: {
      system: isMarked || system.length === 0 ? undefined : system.map(textOf).join("\n\n"),
      model: optionalText(body, "model"),
      maxOutputTokens: optionalInteger(body, "max_tokens", [1, 10_000_000]),
      temperature: optionalNumber(body, "temperature", [0, 1]),
      topP: optionalNumber(body, "top_p", [0, 1]),
      topK: optionalInteger(body, "top_k", [0, 100_000]),
      stop: stopList(body["stop_sequences"], "stop_sequences"),
      tools: readTools(body["tools"]),
      webSearch: asksForSearch(body["tools"]) ? true : undefined,
      ...readToolChoice(body["tool_choice"]),
      ...readThinking(body["thinking"]),
      ...readOutputConfig(body["output_config"]),
    },
  });
}

function readSystem(value: JsonValue | undefined): readonly Message[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [{ role: "system", parts: [{ type: "text", text: value }] }];
  return list(value, "system").map((row, index) => {
    const block = object(row, `system[${index}]`);
    const part = { type: "text" as const, text: text(block["text"], `system[${index}].text`) };
    return { role: "system", parts: [part], ...cacheMark(block) };
  });
}

function textOf({ parts }: Message): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** Where Claude is to keep what came so far: for Anthropic alone. */
function cacheMark(block: JsonObject): { readonly providerMetadata?: ProviderMetadata } {
  const mark = block["cache_control"];
  return isObject(mark) ? { providerMetadata: { anthropic: { cacheControl: mark } } } : {};
}

function readMessage(message: JsonObject, path: string, names: Map<string, string>): readonly Message[] {
  const role = message["role"] === "user" ? "user" : message["role"] === "assistant" ? "assistant" : undefined;
  if (role === undefined) throw wrong(`${path}.role`, "user or assistant");
  const { content } = message;
  if (typeof content === "string") return [{ role, parts: [{ type: "text", text: content }] }];
  const parts = list(content, `${path}.content`).map((row, index) =>
    readBlock(object(row, `${path}.content[${index}]`), `${path}.content[${index}]`, names),
  );
  const results = parts.filter((part) => part.type === "tool-result");
  const others = parts.filter((part) => part.type !== "tool-result");
  const split: Message[] = [];
  if (results.length > 0) split.push({ role: "tool", parts: results });
  if (others.length > 0) split.push({ role, parts: others });
  return split;
}

function readBlock(block: JsonObject, path: string, names: Map<string, string>): MessagePart {
  const cache = cacheMark(block);
  switch (block["type"]) {
    case "text":
      return { type: "text", text: text(block["text"], `${path}.text`), ...cache };
    case "thinking":
      return {
        type: "reasoning",
        text: text(block["thinking"], `${path}.thinking`),
        ...(typeof block["signature"] === "string"
          ? { providerMetadata: { anthropic: { signature: block["signature"] } } }
          : {}),
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
        ...readSource(block["source"], `${path}.source`),
        ...(typeof block["title"] === "string" ? { name: block["title"] } : {}),
        ...cache,
      };
    case "tool_use": {
      const [id, name] = [text(block["id"], `${path}.id`), text(block["name"], `${path}.name`)];
      names.set(id, name);
      const input = block["input"] ?? {};
      return { type: "tool-call", id, name, input, rawInput: JSON.stringify(input), ...cache };
    }
    case "tool_result":
      return readToolResult(block, path, { names, cache });
    default:
      throw cannot(`${path}.type`, `"${String(block["type"])}" blocks are not known`);
  }
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

function readToolResult(
  block: JsonObject,
  path: string,
  {
    names,
    cache,
  }: { readonly names: ReadonlyMap<string, string>; readonly cache: { readonly providerMetadata?: ProviderMetadata } },
): ToolResultPart {
  const id = text(block["tool_use_id"], `${path}.tool_use_id`);
  const base = {
    type: "tool-result" as const,
    id,
    name: names.get(id) ?? id,
    ...(block["is_error"] === true ? { isError: true } : {}),
    ...cache,
  };
  const { content } = block;
  if (content === undefined || content === null) return { ...base, output: "" };
  if (typeof content === "string") return { ...base, output: content };
  const parts = list(content, `${path}.content`).map((row, index) =>
    readBlock(object(row, `${path}.content[${index}]`), `${path}.content[${index}]`, new Map()),
  );
  return { ...base, output: parts.filter((part) => part.type === "text" || part.type === "image") };
}

/** A server-side search tool of Anthropic's becomes our own wish to search, which every searching model understands. */
function asksForSearch(value: JsonValue | undefined): boolean {
  return (
    Array.isArray(value) &&
    value.some((tool) => isObject(tool) && typeof tool["type"] === "string" && tool["type"].startsWith("web_search"))
  );
}

function readTools(value: JsonValue | undefined): readonly ToolDefinition[] | undefined {
  if (value === undefined || value === null) return undefined;
  return list(value, "tools").flatMap((row, index): ToolDefinition[] => {
    const path = `tools[${index}]`;
    const tool = object(row, path);
    const type = tool["type"] ?? "custom";
    if (typeof type === "string" && type.startsWith("web_search")) return [];
    if (type !== "custom") throw cannot(`${path}.type`, "only client tools can be routed to any provider");
    return [
      {
        name: text(tool["name"], `${path}.name`),
        inputSchema: object(tool["input_schema"], `${path}.input_schema`),
        ...(typeof tool["description"] === "string" ? { description: tool["description"] } : {}),
        ...cacheMark(tool),
      },
    ];
  });
}

function readToolChoice(value: JsonValue | undefined): {
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
} {
  if (value === undefined || value === null) return {};
  const choice = object(value, "tool_choice");
  const parallel = choice["disable_parallel_tool_use"] === true ? { parallelToolCalls: false } : {};
  switch (choice["type"]) {
    case "auto":
    case "none":
      return { toolChoice: { type: choice["type"] }, ...parallel };
    case "any":
      return { toolChoice: { type: "required" }, ...parallel };
    case "tool":
      return { toolChoice: { type: "tool", name: text(choice["name"], "tool_choice.name") }, ...parallel };
    default:
      throw wrong("tool_choice.type", "auto, any, tool or none");
  }
}

function readThinking(value: JsonValue | undefined): Pick<TurnRequest, "reasoning" | "think"> {
  if (value === undefined || value === null) return {};
  const thinking = object(value, "thinking");
  if (thinking["type"] === "disabled") return { reasoning: { effort: "none" } };
  if (thinking["type"] === "adaptive") return { think: true };
  if (thinking["type"] !== "enabled") throw wrong("thinking.type", "enabled, adaptive or disabled");
  const budgetTokens = optionalInteger(thinking, "budget_tokens", [1, 10_000_000]);
  return { think: true, ...(budgetTokens === undefined ? {} : { reasoning: { budgetTokens } }) };
}
