import type {
  JsonObject,
  JsonValue,
  Message,
  MessagePart,
  ToolCallPart,
  ToolResultPart,
} from "@ai-orchestrator/contract";
import { readCallExtras, readReasoningDetails } from "./chat-extras.ts";
import { customCall } from "./openai-tools.ts";
import { cannot, list, mediaOf, object, text, wrong } from "../read-fields.ts";

/** Messages and system text of a chat-completions request. Reasoning that came from us comes back with its provider's metadata. */
export function readChatMessages(value: JsonValue | undefined): {
  readonly system?: string;
  readonly messages: readonly Message[];
} {
  const system: string[] = [];
  const messages: Message[] = [];
  const names = new Map<string, string>();
  const rows = list(value, "messages");
  if (rows.length === 0) throw wrong("messages", "a list with at least one message");
  for (const [index, row] of rows.entries()) {
    const path = `messages[${index}]`;
    const message = object(row, path);
    switch (text(message["role"], `${path}.role`)) {
      case "system":
      case "developer":
        system.push(plainText(message["content"], `${path}.content`));
        break;
      case "user":
        messages.push({ role: "user", parts: userParts(message["content"], `${path}.content`) });
        break;
      case "assistant":
        messages.push({ role: "assistant", parts: assistantParts(message, path, names) });
        break;
      case "tool":
      case "function":
        addToolResult(messages, toolResult(message, path, names));
        break;
      default:
        throw wrong(`${path}.role`, "system, developer, user, assistant or tool");
    }
  }
  return system.length === 0 ? { messages } : { system: system.join("\n\n"), messages };
}

function plainText(content: JsonValue | undefined, path: string): string {
  if (typeof content === "string") return content;
  return list(content, path)
    .map((part, index) => text(object(part, `${path}[${index}]`)["text"], `${path}[${index}].text`))
    .join("\n");
}

function userParts(content: JsonValue | undefined, path: string): readonly MessagePart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return list(content, path).map((row, index) => userPart(object(row, `${path}[${index}]`), `${path}[${index}]`));
}

function userPart(part: JsonObject, path: string): MessagePart {
  switch (part["type"]) {
    case "text":
      return { type: "text", text: text(part["text"], `${path}.text`) };
    case "image_url": {
      const image = part["image_url"];
      const url =
        typeof image === "string" ? image : text(object(image, `${path}.image_url`)["url"], `${path}.image_url.url`);
      return { type: "image", ...mediaOf(url, `${path}.image_url.url`, "image/*") };
    }
    case "input_audio": {
      const audio = object(part["input_audio"], `${path}.input_audio`);
      const format = text(audio["format"], `${path}.input_audio.format`);
      return {
        type: "file",
        mediaType: format === "mp3" ? "audio/mpeg" : `audio/${format}`,
        data: text(audio["data"], `${path}.input_audio.data`),
      };
    }
    case "file": {
      const file = object(part["file"], `${path}.file`);
      if (typeof file["file_data"] !== "string")
        throw cannot(`${path}.file.file_id`, "files kept at a provider cannot be routed; send file_data");
      const name = typeof file["filename"] === "string" ? { name: file["filename"] } : {};
      return { type: "file", ...mediaOf(file["file_data"], `${path}.file.file_data`, "application/pdf"), ...name };
    }
    default:
      throw cannot(`${path}.type`, `"${String(part["type"])}" parts are not known`);
  }
}

function assistantParts(message: JsonObject, path: string, names: Map<string, string>): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  const reasoning = message["reasoning_content"] ?? message["reasoning"];
  const details = message["reasoning_details"];
  if (Array.isArray(details)) parts.push(...readReasoningDetails(details, `${path}.reasoning_details`));
  else if (typeof reasoning === "string" && reasoning !== "") parts.push({ type: "reasoning", text: reasoning });
  const content = message["content"];
  if (content !== undefined && content !== null) {
    const words = plainText(content, `${path}.content`);
    if (words !== "") parts.push({ type: "text", text: words });
  }
  const calls = message["tool_calls"];
  if (calls === undefined || calls === null) return parts;
  for (const [index, row] of list(calls, `${path}.tool_calls`).entries()) {
    const at = `${path}.tool_calls[${index}]`;
    const call = object(row, at);
    const id = text(call["id"], `${at}.id`);
    const { name, ...input } = call["type"] === "custom" ? customOf(call, at) : functionOf(call, at);
    names.set(id, name);
    parts.push({ type: "tool-call", id, name, ...input, ...readCallExtras(call) });
  }
  return parts;
}

type Called = Pick<ToolCallPart, "name" | "input" | "rawInput">;

function functionOf(call: JsonObject, path: string): Called {
  const fn = object(call["function"], `${path}.function`);
  const rawInput = text(fn["arguments"], `${path}.function.arguments`);
  return { name: text(fn["name"], `${path}.function.name`), input: parseArguments(rawInput), rawInput };
}

function customOf(call: JsonObject, path: string): Called {
  const custom = object(call["custom"], `${path}.custom`);
  const input = text(custom["input"], `${path}.custom.input`);
  return { name: text(custom["name"], `${path}.custom.name`), ...customCall(input) };
}

/** Arguments as JSON, or as the text they are where a model wrote none. */
export function parseArguments(raw: string): JsonValue {
  if (raw.trim() === "") return {};
  try {
    return JSON.parse(raw) as JsonValue;
  } catch {
    return raw; // A model wrote broken JSON; the caller sent it back as it was, and so do we.
  }
}

function toolResult(message: JsonObject, path: string, names: ReadonlyMap<string, string>): ToolResultPart {
  const id = text(message["tool_call_id"] ?? message["name"], `${path}.tool_call_id`);
  return {
    type: "tool-result",
    id,
    name: names.get(id) ?? (typeof message["name"] === "string" ? message["name"] : id),
    output: plainText(message["content"], `${path}.content`),
  };
}

/** Results of parallel calls belong into one message, as every provider wants them. */
function addToolResult(messages: Message[], part: ToolResultPart): void {
  const last = messages.at(-1);
  if (last?.role === "tool") messages[messages.length - 1] = { ...last, parts: [...last.parts, part] };
  else messages.push({ role: "tool", parts: [part] });
}
