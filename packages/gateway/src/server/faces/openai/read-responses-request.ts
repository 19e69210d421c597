import type {
  OrchestratorError,
  JsonObject,
  JsonValue,
  ReasoningEffort,
  ResponseFormat,
  ToolDefinition,
} from "@ai-orchestrator/contract";
import {
  cannot,
  defined,
  isObject,
  list,
  object,
  optionalFlag,
  optionalInteger,
  optionalNumber,
  optionalText,
  text,
  wrong,
} from "../read-fields.ts";
import { faceRequest, type FaceRequest } from "../face-request.ts";
import { checkKinds, checkKindsIn } from "../field-kinds.ts";
import { FORMAT_KINDS, REASONING_KINDS, RESPONSES_KINDS, TEXT_KINDS } from "./openai-kinds.ts";
import { allowedTools, customTool, functionTool, readToolChoice, type ReadTools } from "./openai-tools.ts";
import { onlyOpenai, readResponsesInput } from "./read-responses-input.ts";

/** A responses request as read. */
export interface ResponsesRequest extends FaceRequest {
  /** Namespaces of tools, to be found again in the names of calls. */
  readonly namespaces: ReadonlySet<string>;
  /** Names of tools that take plain text: their calls are told in other words. */
  readonly customs: ReadonlySet<string>;
  /** Fields the answer repeats, as the caller sent them. */
  readonly echo: Readonly<Record<string, unknown>>;
}

/** What needs an answer kept on the server; a conversation may have been answered by several providers, so the caller keeps it. */
const KEPT_ELSEWHERE = ["previous_response_id", "conversation", "prompt"] as const;

/** Reads a body of `POST /v1/responses`. Throws `invalid_input` naming the field, `unsupported` for what needs a store at the provider. */
export function readResponsesRequest(body: JsonObject): ResponsesRequest {
  for (const name of KEPT_ELSEWHERE)
    if (body[name] !== undefined && body[name] !== null)
      throw cannot(name, "answers are not stored here; send the earlier items as input");
  if (optionalFlag(body, "background") === true)
    throw cannot("background", "answers are not stored here; stream instead");
  checkAllKinds(body);
  const { system, messages, ...input } = readResponsesInput(body["input"]);
  const tools = readResponsesTools(body["tools"]);
  const onlyRaw = tools.onlyRaw ?? input.onlyRaw;
  const choice = readToolChoice(body["tool_choice"]);
  const instructions = optionalText(body, "instructions");
  const systems = [instructions, system].filter((one) => one !== undefined);
  const include = body["include"] === undefined || body["include"] === null ? [] : list(body["include"], "include");
  const read = faceRequest(body, {
    messages,
    stream: optionalFlag(body, "stream") ?? false,
    fields: {
      system: systems.length === 0 ? undefined : systems.join("\n\n"),
      model: optionalText(body, "model"),
      maxOutputTokens: optionalInteger(body, "max_output_tokens", [1, 10_000_000]),
      temperature: optionalNumber(body, "temperature", [0, 2]),
      topP: optionalNumber(body, "top_p", [0, 1]),
      responseFormat: readTextFormat(body["text"]),
      parallelToolCalls: optionalFlag(body, "parallel_tool_calls"),
      reasoning: readReasoning(body["reasoning"]),
      think: asksForSummary(body["reasoning"]) ? true : undefined,
      logprobs: include.includes("message.output_text.logprobs")
        ? (optionalInteger(body, "top_logprobs", [0, 20]) ?? true)
        : undefined,
      ...allowedTools(tools, choice),
      rawOnlyAt:
        onlyRaw !== undefined || tools.customs.size > 0 || tools.isSearched || hasOpenaisOwn(body)
          ? "openai"
          : undefined,
      webSearch: tools.webSearch,
      toolChoice: choice.toolChoice,
    },
  });
  return {
    ...read,
    onlyRaw,
    isForeign: input.isForeign ?? false,
    namespaces: tools.namespaces,
    customs: tools.customs,
    echo: {
      instructions: instructions ?? null,
      max_output_tokens: body["max_output_tokens"] ?? null,
      temperature: body["temperature"] ?? null,
      top_p: body["top_p"] ?? null,
      tools: body["tools"] ?? [],
      tool_choice: body["tool_choice"] ?? "auto",
      parallel_tool_calls: body["parallel_tool_calls"] ?? true,
      text: body["text"] ?? { format: { type: "text" } },
      reasoning: body["reasoning"] ?? { effort: null, summary: null },
      metadata: body["metadata"] ?? {},
      truncation: "disabled",
    },
  };
}

function checkAllKinds(body: JsonObject): void {
  checkKinds(body, RESPONSES_KINDS);
  checkKindsIn(body["text"], TEXT_KINDS, "text");
  checkKindsIn(body["reasoning"], REASONING_KINDS, "reasoning");
}

/** What OpenAI alone takes: others that speak this dialect refuse it. Only OpenAI gets it as it is; for others it is said in their own words, or left out. */
const OPENAIS_OWN = [
  "instructions",
  "max_tool_calls",
  "metadata",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
  "truncation",
] as const;

function hasOpenaisOwn(body: JsonObject): boolean {
  if (OPENAIS_OWN.some((name) => body[name] !== undefined && body[name] !== null)) return true;
  const { text: wish } = body;
  return isObject(wish) && wish["verbosity"] !== undefined && wish["verbosity"] !== null;
}

function readTextFormat(value: JsonValue | undefined): ResponseFormat | undefined {
  if (value === undefined || value === null) return undefined;
  const { format } = object(value, "text");
  if (format === undefined || format === null) return undefined;
  const given = object(format, "text.format");
  checkKinds(given, FORMAT_KINDS, "text.format");
  const { type, schema, name, description, strict } = given;
  if (type === "text") return { type: "text" };
  if (type === "json_object") return { type: "json" };
  if (type !== "json_schema") throw wrong("text.format.type", "text, json_object or json_schema");
  return {
    type: "json",
    ...defined({
      schema: object(schema, "text.format.schema"),
      name: typeof name === "string" ? name : undefined,
      description: typeof description === "string" ? description : undefined,
      strict: typeof strict === "boolean" ? strict : undefined,
    }),
  };
}

const EFFORTS: ReadonlyMap<string, ReasoningEffort> = new Map([
  ["none", "none"],
  ["minimal", "minimal"],
  ["low", "low"],
  ["medium", "medium"],
  ["high", "high"],
  ["xhigh", "high"],
]);

function readReasoning(value: JsonValue | undefined): { readonly effort: ReasoningEffort } | undefined {
  if (value === undefined || value === null) return undefined;
  const { effort } = object(value, "reasoning");
  if (effort === undefined || effort === null) return undefined;
  const known = EFFORTS.get(text(effort, "reasoning.effort"));
  if (known === undefined) throw wrong("reasoning.effort", [...EFFORTS.keys()].join(", "));
  return { effort: known };
}

function asksForSummary(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  const { summary } = object(value, "reasoning");
  return typeof summary === "string" && summary !== "none";
}

type ResponsesTools = ReadTools &
  Pick<ResponsesRequest, "namespaces" | "onlyRaw"> & {
    readonly webSearch?: true;
    /** OpenAI is to search among tools that are declared but not loaded. To others all of them are told. */
    readonly isSearched: boolean;
  };

/** Tools that the caller runs itself and that only OpenAI's models know. What OpenAI would run (and charge for) by itself is refused. */
const RUN_BY_CALLER: ReadonlySet<string> = new Set([
  "tool_search",
  "local_shell",
  "shell",
  "apply_patch",
  "computer",
  "computer_use_preview",
]);

function isRunByCaller({ type, environment }: JsonObject): boolean {
  if (typeof type !== "string" || !RUN_BY_CALLER.has(type)) return false;
  return type !== "shell" || (isObject(environment) && environment["type"] === "local");
}

function readResponsesTools(value: JsonValue | undefined): ResponsesTools {
  const tools: ToolDefinition[] = [];
  const [namespaces, customs] = [new Set<string>(), new Set<string>()];
  let webSearch = false;
  let isSearched = false;
  let onlyRaw: OrchestratorError | undefined;
  const read = (tool: JsonObject, path: string, namespace?: string): void => {
    const { type } = tool;
    if (type === "function") tools.push(functionTool(tool, path, namespace));
    else if (type === "custom") {
      const custom = customTool(tool, path, namespace);
      customs.add(custom.name);
      tools.push(custom);
    } else if (namespace !== undefined) throw cannot(`${path}.type`, "only functions can be in a namespace");
    else if (type === "namespace") {
      const name = text(tool["name"], `${path}.name`);
      namespaces.add(name);
      for (const [at, inner] of list(tool["tools"], `${path}.tools`).entries())
        read(object(inner, `${path}.tools[${at}]`), `${path}.tools[${at}]`, name);
    } else if (typeof type === "string" && type.startsWith("web_search")) webSearch = true;
    else if (type === "tool_search" && tool["execution"] !== "client") isSearched = true;
    else if (isRunByCaller(tool)) onlyRaw ??= onlyOpenai(`${path}.type`, `"${String(type)}" tools`);
    else
      throw cannot(
        `${path}.type`,
        `"${String(type)}" tools cannot be routed to any provider; functions, custom tools and web search can`,
      );
  };
  for (const [index, row] of (value === undefined || value === null ? [] : list(value, "tools")).entries())
    read(object(row, `tools[${index}]`), `tools[${index}]`);
  return { tools, customs, namespaces, onlyRaw, isSearched, ...(webSearch ? { webSearch } : {}) };
}
