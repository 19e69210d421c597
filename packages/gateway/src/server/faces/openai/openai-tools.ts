import type { JsonObject, JsonValue, ToolChoice, ToolDefinition } from "@ai-orchestrator/contract";
import { checkKinds, type Kinds } from "../field-kinds.ts";
import { isObject, list, object, text, wrong } from "../read-fields.ts";
import { flatName } from "./tool-namespace.ts";

/** Tools of a request, in whichever of OpenAI's two ways to write them. */
export interface ReadTools {
  readonly tools: readonly ToolDefinition[];
  /** Names of tools that take plain text. */
  readonly customs: ReadonlySet<string>;
}

const KINDS: Kinds = new Map([
  ["description", "text"],
  ["strict", "flag"],
]);

/** A function tool's own fields. */
export function functionTool(fields: JsonObject, path: string, namespace?: string): ToolDefinition {
  checkKinds(fields, KINDS, path);
  const { name, description, parameters, strict } = fields;
  return {
    name: flatName(namespace, text(name, `${path}.name`)),
    inputSchema:
      parameters === undefined || parameters === null
        ? { type: "object", properties: {} }
        : object(parameters, `${path}.parameters`),
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof strict === "boolean" ? { strict } : {}),
  };
}

/** The one field of the function that stands in for a custom tool. */
const INPUT = "input";

/** A custom tool takes plain text, which only OpenAI knows; as a function with one text field every provider understands it. */
export function customTool(fields: JsonObject, path: string, namespace?: string): ToolDefinition {
  checkKinds(fields, KINDS, path);
  const { name, description, format } = fields;
  const told = [typeof description === "string" ? description : "", grammarOf(format, `${path}.format`)];
  const whole = told.filter((one) => one !== "").join("\n\n");
  return {
    name: flatName(namespace, text(name, `${path}.name`)),
    inputSchema: {
      type: "object",
      properties: { [INPUT]: { type: "string", description: "The tool's whole input, as plain text." } },
      required: [INPUT],
      additionalProperties: false,
    },
    ...(whole === "" ? {} : { description: whole }),
  };
}

/** What a grammar that only OpenAI enforces is to others: an instruction. */
function grammarOf(value: JsonValue | undefined, path: string): string {
  if (value === undefined || value === null) return "";
  const format = object(value, path);
  if (format["type"] === "text") return "";
  if (format["type"] !== "grammar") throw wrong(`${path}.type`, "text or grammar");
  const grammar = isObject(format["grammar"]) ? format["grammar"] : format;
  const [syntax, definition] = [text(grammar["syntax"], `${path}.syntax`), text(grammar["definition"], path)];
  return `"${INPUT}" must match this ${syntax === "regex" ? "regular expression" : `${syntax} grammar`}:\n${definition}`;
}

/** A custom tool's plain text as the call of the function that stands in for it. */
export function customCall(input: string): { readonly input: JsonObject; readonly rawInput: string } {
  return { input: { [INPUT]: input }, rawInput: JSON.stringify({ [INPUT]: input }) };
}

/** The plain text in such a call; where a model wrote something else, what it wrote. */
export function customText({ input, rawInput }: { readonly input: JsonValue; readonly rawInput?: string }): string {
  const value = isObject(input) ? input[INPUT] : undefined;
  return typeof value === "string" ? value : (rawInput ?? JSON.stringify(input));
}

/** Which tools may be called. */
export interface ReadChoice {
  readonly toolChoice?: ToolChoice;
  /** The only tools that may be; unset for all. */
  readonly allowed?: ReadonlySet<string>;
}

/**
 * A tool choice. Chat completions put names one level deeper (`{"type": "function", "function": {"name": …}}`) than
 * responses; either is read. Of `allowed_tools` no provider needs to know: it gets only those tools.
 */
export function readToolChoice(value: JsonValue | undefined): ReadChoice {
  if (value === undefined || value === null) return {};
  if (value === "auto" || value === "none" || value === "required") return { toolChoice: { type: value } };
  const choice = object(value, "tool_choice");
  if (choice["type"] !== "allowed_tools") return { toolChoice: { type: "tool", name: nameIn(choice, "tool_choice") } };
  const allowed = isObject(choice["allowed_tools"]) ? choice["allowed_tools"] : choice;
  const { mode } = allowed;
  if (mode !== "auto" && mode !== "required") throw wrong("tool_choice.mode", "auto or required");
  const names = list(allowed["tools"], "tool_choice.tools").map((one, index) => {
    const path = `tool_choice.tools[${index}]`;
    return nameIn(object(one, path), path);
  });
  return { toolChoice: { type: mode }, allowed: new Set(names) };
}

function nameIn(tool: JsonObject, path: string): string {
  const type = tool["type"];
  if (type !== "function" && type !== "custom") throw wrong(`${path}.type`, "function, custom or allowed_tools");
  const inner = tool[type];
  return isObject(inner) ? text(inner["name"], `${path}.${type}.name`) : text(tool["name"], `${path}.name`);
}

/** The tools a choice leaves. */
export function allowedTools(
  { tools }: ReadTools,
  { allowed }: ReadChoice,
): { readonly tools?: readonly ToolDefinition[] } {
  const left = allowed === undefined ? tools : tools.filter((tool) => allowed.has(tool.name));
  return left.length === 0 ? {} : { tools: left };
}
