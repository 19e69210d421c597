import type {
  OrchestratorError,
  JsonObject,
  JsonValue,
  Message,
  MessagePart,
  ToolResultPart,
} from "@ai-orchestrator/contract";
import { cannot, isObject, list, mediaOf, object, text, wrong } from "../read-fields.ts";
import { openCalls } from "../sealed-call.ts";
import { isSealed } from "../sealed-metadata.ts";
import { customCall } from "./openai-tools.ts";
import { openReasoning } from "./sealed-reasoning.ts";
import { flatName } from "./tool-namespace.ts";
import { parseArguments } from "./read-chat-messages.ts";

/** Items of hosted tools: their outcome is in what follows, and nobody else could take them. */
const HOSTED = /^(?:web_search_call|file_search_call|code_interpreter_call|image_generation_call|mcp_\w+)$/;

/** Items that only OpenAI's models can read: what a caller ran for them, and what OpenAI packed up. */
const OPENAIS_OWN =
  /^(?:(?:tool_search|local_shell|shell|apply_patch|computer)_(?:call|call_output|output)|compaction)$/;

/** Messages and system text of a responses request's `input`. */
export function readResponsesInput(value: JsonValue | undefined): {
  readonly system?: string;
  readonly messages: readonly Message[];
  readonly onlyRaw?: OrchestratorError | undefined;
  /** It holds reasoning of an answer that was translated. OpenAI knows no such item. */
  readonly isForeign?: boolean;
} {
  if (typeof value === "string") return { messages: [{ role: "user", parts: [{ type: "text", text: value }] }] };
  const system: string[] = [];
  const messages: Message[] = [];
  const names = new Map<string, string>();
  let onlyRaw: OrchestratorError | undefined;
  const rows = list(value, "input");
  for (const [index, row] of rows.entries()) {
    const path = `input[${index}]`;
    const item = object(row, path);
    const type = item["type"] ?? "message";
    if (type !== "message") {
      if (OPENAIS_OWN.test(String(type)) && !isHostedSearch(item))
        onlyRaw ??= onlyOpenai(`${path}.type`, `"${String(type)}" items`);
      const part = itemPart(item, path, names);
      if (part !== undefined) append(messages, part.type === "tool-result" ? "tool" : "assistant", [part]);
      continue;
    }
    const role = text(item["role"], `${path}.role`);
    const parts = contentParts(item["content"], `${path}.content`);
    if (role === "system" || role === "developer")
      system.push(parts.map((part) => (part.type === "text" ? part.text : "")).join("\n"));
    else if (role === "user") messages.push({ role, parts });
    else if (role === "assistant") append(messages, role, parts);
    else throw wrong(`${path}.role`, "user, assistant, system or developer");
  }
  if (messages.length === 0) throw wrong("input", "text, or a list with at least one message");
  const isForeign = rows.some(
    (row) => isObject(row) && row["type"] === "reasoning" && isSealed(row["encrypted_content"]),
  );
  return {
    messages: openCalls(messages),
    onlyRaw,
    isForeign,
    ...(system.length === 0 ? {} : { system: system.join("\n\n") }),
  };
}

/** True for what OpenAI's own search among tools did: whatever it found is declared in the request. What a caller found is not. */
function isHostedSearch({ type, execution, call_id: callId }: JsonObject): boolean {
  if (type !== "tool_search_call" && type !== "tool_search_output") return false;
  return execution === "server" || (execution !== "client" && typeof callId !== "string");
}

/** Why something can be answered by OpenAI alone. */
export function onlyOpenai(path: string, what: string): OrchestratorError {
  return cannot(path, `${what} are understood by OpenAI's own models only; name one, as openai/…`);
}

/** What one answer consisted of comes as several items; every other dialect wants one message. */
function append(messages: Message[], role: "assistant" | "tool", parts: readonly MessagePart[]): void {
  const last = messages.at(-1);
  if (last?.role === role) messages[messages.length - 1] = { ...last, parts: [...last.parts, ...parts] };
  else messages.push({ role, parts });
}

function itemPart(item: JsonObject, path: string, names: Map<string, string>): MessagePart | undefined {
  const type = String(item["type"]);
  switch (type) {
    case "function_call": {
      const [id, name] = [
        text(item["call_id"], `${path}.call_id`),
        flatName(item["namespace"], text(item["name"], `${path}.name`)),
      ];
      const rawInput = text(item["arguments"], `${path}.arguments`);
      names.set(id, name);
      return { type: "tool-call", id, name, input: parseArguments(rawInput), rawInput };
    }
    case "custom_tool_call": {
      const [id, name] = [
        text(item["call_id"], `${path}.call_id`),
        flatName(item["namespace"], text(item["name"], `${path}.name`)),
      ];
      names.set(id, name);
      return { type: "tool-call", id, name, ...customCall(text(item["input"], `${path}.input`)) };
    }
    case "function_call_output":
    case "custom_tool_call_output":
      return toolOutput(item, path, names);
    case "reasoning":
      return openReasoning(item, path);
    default:
      if (HOSTED.test(type) || OPENAIS_OWN.test(type)) return undefined;
      throw cannot(`${path}.type`, `"${type}" items are not known`);
  }
}

function toolOutput(item: JsonObject, path: string, names: ReadonlyMap<string, string>): ToolResultPart {
  const id = text(item["call_id"], `${path}.call_id`);
  const base = { type: "tool-result" as const, id, name: names.get(id) ?? id };
  const { output } = item;
  if (typeof output === "string") return { ...base, output };
  const parts = contentParts(output, `${path}.output`);
  return { ...base, output: parts.filter((part) => part.type === "text" || part.type === "image") };
}

function contentParts(content: JsonValue | undefined, path: string): readonly MessagePart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return list(content, path).map((row, index) => contentPart(object(row, `${path}[${index}]`), `${path}[${index}]`));
}

function contentPart(part: JsonObject, path: string): MessagePart {
  switch (part["type"]) {
    case "input_text":
    case "output_text":
    case "text":
      return { type: "text", text: text(part["text"], `${path}.text`) };
    case "refusal":
      return { type: "text", text: text(part["refusal"], `${path}.refusal`) };
    case "input_image": {
      if (typeof part["image_url"] !== "string")
        throw cannot(`${path}.file_id`, "files kept at a provider cannot be routed; send image_url");
      return { type: "image", ...mediaOf(part["image_url"], `${path}.image_url`, "image/*") };
    }
    case "input_file": {
      const data = part["file_data"] ?? part["file_url"];
      if (typeof data !== "string")
        throw cannot(`${path}.file_id`, "files kept at a provider cannot be routed; send file_data");
      const name = typeof part["filename"] === "string" ? { name: part["filename"] } : {};
      return { type: "file", ...mediaOf(data, `${path}.file_data`, "application/pdf"), ...name };
    }
    default:
      throw cannot(`${path}.type`, `"${String(part["type"])}" parts are not known`);
  }
}
