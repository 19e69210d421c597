import type {
  JsonObject,
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
import { readChatMessages } from "./read-chat-messages.ts";

/** A chat-completions request as read. */
export interface ChatRequest {
  readonly turn: Omit<TurnRequest, "messages"> & { readonly messages: readonly Message[] };
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly count: number;
  /** The caller wants to know the decision: `aio: {decision: true}`. */
  readonly wantsDecision: boolean;
}

/** Reads a body. Throws `invalid_input` naming the field, `unsupported` for what no provider could be told. */
export function readChatRequest(body: JsonObject): ChatRequest {
  const { system, messages } = readChatMessages(body["messages"]);
  const options = body["stream_options"];
  const aio = isObject(body["aio"]) ? body["aio"] : {};
  return {
    turn: {
      messages,
      ...defined({
        system,
        model: optionalText(body, "model"),
        maxOutputTokens:
          optionalInteger(body, "max_completion_tokens", [1, 10_000_000]) ??
          optionalInteger(body, "max_tokens", [1, 10_000_000]),
        temperature: optionalNumber(body, "temperature", [0, 2]),
        topP: optionalNumber(body, "top_p", [0, 1]),
        topK: optionalInteger(body, "top_k", [0, 100_000]),
        presencePenalty: optionalNumber(body, "presence_penalty", [-2, 2]),
        frequencyPenalty: optionalNumber(body, "frequency_penalty", [-2, 2]),
        stop: stopList(body["stop"], "stop"),
        seed: optionalInteger(body, "seed", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]),
        logprobs: readLogprobs(body),
        responseFormat: readResponseFormat(body["response_format"]),
        tools: readTools(body),
        toolChoice: readToolChoice(body["tool_choice"]),
        parallelToolCalls: optionalFlag(body, "parallel_tool_calls"),
        reasoning: readReasoning(body),
        webSearch: body["web_search_options"] === undefined || body["web_search_options"] === null ? undefined : true,
      }),
    },
    stream: optionalFlag(body, "stream") ?? false,
    includeUsage: isObject(options) && options["include_usage"] === true,
    count: optionalInteger(body, "n", [1, 16]) ?? 1,
    wantsDecision: aio["decision"] === true,
  };
}

function readLogprobs(body: JsonObject): number | boolean | undefined {
  const top = optionalInteger(body, "top_logprobs", [0, 20]);
  if (optionalFlag(body, "logprobs") !== true) return undefined;
  return top === undefined || top === 0 ? true : top;
}

function readResponseFormat(value: JsonObject[string]): ResponseFormat | undefined {
  if (value === undefined || value === null) return undefined;
  const format = object(value, "response_format");
  switch (format["type"]) {
    case "text":
      return { type: "text" };
    case "json_object":
      return { type: "json" };
    case "json_schema": {
      const { schema, name, description, strict } = object(format["json_schema"], "response_format.json_schema");
      return {
        type: "json",
        ...defined({
          schema: schema === undefined ? undefined : object(schema, "response_format.json_schema.schema"),
          name: typeof name === "string" ? name : undefined,
          description: typeof description === "string" ? description : undefined,
          strict: typeof strict === "boolean" ? strict : undefined,
        }),
      };
    }
    default:
      throw wrong("response_format.type", "text, json_object or json_schema");
  }
}

function readTools(body: JsonObject): readonly ToolDefinition[] | undefined {
  const tools = body["tools"];
  if (tools === undefined || tools === null) {
    if (body["functions"] !== undefined) throw cannot("functions", "it was replaced by tools");
    return undefined;
  }
  return list(tools, "tools").map((row, index) => {
    const path = `tools[${index}]`;
    const tool = object(row, path);
    if (tool["type"] !== "function") throw cannot(`${path}.type`, `only function tools can be routed to any provider`);
    const { name, description, parameters, strict } = object(tool["function"], `${path}.function`);
    return {
      name: text(name, `${path}.function.name`),
      inputSchema:
        parameters === undefined || parameters === null
          ? { type: "object", properties: {} }
          : object(parameters, `${path}.function.parameters`),
      ...(typeof description === "string" ? { description } : {}),
      ...(typeof strict === "boolean" ? { strict } : {}),
    };
  });
}

function readToolChoice(value: JsonObject[string]): ToolChoice | undefined {
  if (value === undefined || value === null) return undefined;
  if (value === "auto" || value === "none" || value === "required") return { type: value };
  const name = object(object(value, "tool_choice")["function"], "tool_choice.function")["name"];
  return { type: "tool", name: text(name, "tool_choice.function.name") };
}

function readReasoning(body: JsonObject): { readonly effort: ReasoningEffort } | undefined {
  const effort = optionalText(body, "reasoning_effort");
  if (effort === undefined) return undefined;
  const known = ["none", "minimal", "low", "medium", "high"] as const;
  const found = known.find((one) => one === effort) ?? (effort === "xhigh" ? "high" : undefined);
  if (found === undefined) throw wrong("reasoning_effort", "none, minimal, low, medium or high");
  return { effort: found };
}
