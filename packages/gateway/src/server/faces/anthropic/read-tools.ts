import type { JsonValue, OrchestratorError, ToolChoice, ToolDefinition } from "@ai-orchestrator/contract";
import { checkKinds, type Kinds } from "../field-kinds.ts";
import { cannot, list, object, text, wrong } from "../read-fields.ts";
import { cacheMark, onlyAnthropic } from "./anthropics-own.ts";

/** Tools of a request. */
export interface MessagesTools {
  readonly tools?: readonly ToolDefinition[];
  /** A search tool of Anthropic's becomes our own wish to search, which every searching model understands. */
  readonly webSearch?: true;
  /** Set by a tool that only Claude knows. */
  readonly onlyRaw?: OrchestratorError;
}

/** Tools that the caller runs itself, and that Claude alone knows. What Anthropic would run (and charge for) by itself is refused. */
const CLAUDES_OWN = /^(?:bash|text_editor|computer|memory)_\d+$/;

/** Anthropic's search among tools that are declared but not loaded. To others all of them are told, so there is nothing to search. */
const TOOL_SEARCH = /^tool_search_tool_(?:regex|bm25)(?:_\d+)?$/;

const TOOL_KINDS: Kinds = new Map([
  ["description", "text"],
  ["cache_control", "object"],
  ["strict", "flag"],
]);

const CHOICE_KINDS: Kinds = new Map([["disable_parallel_tool_use", "flag"]]);

/** Reads `tools`. Throws `unsupported` for what nobody else could be told. */
export function readTools(value: JsonValue | undefined): MessagesTools {
  if (value === undefined || value === null) return {};
  const tools: ToolDefinition[] = [];
  let webSearch = false;
  let onlyRaw: OrchestratorError | undefined;
  for (const [index, row] of list(value, "tools").entries()) {
    const path = `tools[${index}]`;
    const tool = object(row, path);
    checkKinds(tool, TOOL_KINDS, path);
    const type = String(tool["type"] ?? "custom");
    if (type.startsWith("web_search")) webSearch = true;
    else if (TOOL_SEARCH.test(type)) continue;
    else if (CLAUDES_OWN.test(type)) onlyRaw ??= onlyAnthropic(`${path}.type`, `"${type}" tools`);
    else if (type !== "custom")
      throw cannot(`${path}.type`, `"${type}" tools run at Anthropic; tools of your own and web search can be routed`);
    else
      tools.push({
        name: text(tool["name"], `${path}.name`),
        inputSchema: object(tool["input_schema"], `${path}.input_schema`),
        ...(typeof tool["description"] === "string" ? { description: tool["description"] } : {}),
        ...cacheMark(tool),
      });
  }
  return { tools, ...(webSearch ? { webSearch } : {}), ...(onlyRaw === undefined ? {} : { onlyRaw }) };
}

/** Which tools may be called, and whether several at once. */
export function readToolChoice(value: JsonValue | undefined): {
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
} {
  if (value === undefined || value === null) return {};
  const choice = object(value, "tool_choice");
  checkKinds(choice, CHOICE_KINDS, "tool_choice");
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
