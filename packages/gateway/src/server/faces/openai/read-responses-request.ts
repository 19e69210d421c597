import type {
  JsonObject,
  JsonValue,
  Message,
  ReasoningEffort,
  ResponseFormat,
  ToolChoice,
  ToolDefinition,
  TurnRequest,
} from "@ai-orchestrator/contract";
import {
  cannot,
  defined,
  list,
  object,
  optionalFlag,
  optionalInteger,
  optionalNumber,
  optionalText,
  text,
  wrong,
} from "../read-fields.ts";
import { flatName } from "./tool-namespace.ts";
import { readResponsesInput } from "./read-responses-input.ts";

/** A responses request as read. */
export interface ResponsesRequest {
  readonly turn: Omit<TurnRequest, "messages"> & { readonly messages: readonly Message[] };
  readonly stream: boolean;
  /** Namespaces of tools, to be found again in the names of calls. */
  readonly namespaces: ReadonlySet<string>;
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
  const { system, messages } = readResponsesInput(body["input"]);
  const { tools, webSearch, namespaces } = readResponsesTools(body["tools"]);
  const instructions = optionalText(body, "instructions");
  const systems = [instructions, system].filter((one) => one !== undefined);
  const include = body["include"] === undefined || body["include"] === null ? [] : list(body["include"], "include");
  return {
    turn: {
      messages,
      ...defined({
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
        tools,
        webSearch,
        toolChoice: readToolChoice(body["tool_choice"]),
      }),
    },
    stream: optionalFlag(body, "stream") ?? false,
    namespaces,
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

function readTextFormat(value: JsonValue | undefined): ResponseFormat | undefined {
  if (value === undefined || value === null) return undefined;
  const { format } = object(value, "text");
  if (format === undefined || format === null) return undefined;
  const { type, schema, name, description, strict } = object(format, "text.format");
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

type ReadTools = Pick<TurnRequest, "tools" | "webSearch"> & { readonly namespaces: ReadonlySet<string> };

function readResponsesTools(value: JsonValue | undefined): ReadTools {
  if (value === undefined || value === null) return { namespaces: new Set() };
  const tools: ToolDefinition[] = [];
  const namespaces = new Set<string>();
  let webSearch = false;
  for (const [index, row] of list(value, "tools").entries()) {
    const path = `tools[${index}]`;
    const tool = object(row, path);
    const type = typeof tool["type"] === "string" ? tool["type"] : "";
    if (type.startsWith("web_search")) webSearch = true;
    else if (type === "function") tools.push(readFunction(tool, path));
    else if (type === "namespace") {
      const namespace = text(tool["name"], `${path}.name`);
      namespaces.add(namespace);
      for (const [at, inner] of list(tool["tools"], `${path}.tools`).entries())
        tools.push(readFunction(object(inner, `${path}.tools[${at}]`), `${path}.tools[${at}]`, namespace));
    } else
      throw cannot(`${path}.type`, `"${type}" tools cannot be routed to any provider; functions and web search can`);
  }
  return { namespaces, ...(tools.length === 0 ? {} : { tools }), ...(webSearch ? { webSearch } : {}) };
}

function readFunction(tool: JsonObject, path: string, namespace?: string): ToolDefinition {
  const { type, name, description, parameters, strict } = tool;
  if (type !== "function") throw cannot(`${path}.type`, "only functions can be in a namespace");
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

function readToolChoice(value: JsonValue | undefined): ToolChoice | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === "auto" || value === "none" || value === "required") return { type: value };
  const choice = object(value, "tool_choice");
  if (choice["type"] !== "function") throw cannot("tool_choice.type", "only functions can be chosen at any provider");
  return { type: "tool", name: text(choice["name"], "tool_choice.name") };
}
