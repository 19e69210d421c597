import type { JsonObject, OrchestratorError, ReasoningEffort, ResponseFormat } from "@ai-orchestrator/contract";
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
  wrong,
} from "../read-fields.ts";
import { faceRequest, type FaceRequest } from "../face-request.ts";
import { checkKinds, checkKindsIn } from "../field-kinds.ts";
import { CHAT_KINDS, FORMAT_KINDS, STREAM_KINDS } from "./openai-kinds.ts";
import { allowedTools, customTool, functionTool, readToolChoice, type ReadTools } from "./openai-tools.ts";
import { hasPart } from "../sealed-metadata.ts";
import { readChatMessages } from "./read-chat-messages.ts";

/** A chat-completions request as read. */
export interface ChatRequest extends FaceRequest {
  readonly includeUsage: boolean;
  readonly count: number;
  /** Names of tools that take plain text: their calls are told in other words. */
  readonly customs: ReadonlySet<string>;
}

/** Reads a body. Throws `invalid_input` naming the field, `unsupported` for what no provider could be told. */
export function readChatRequest(body: JsonObject): ChatRequest {
  checkKinds(body, CHAT_KINDS);
  const { system, messages } = readChatMessages(body["messages"]);
  const options = body["stream_options"];
  checkKindsIn(options, STREAM_KINDS, "stream_options");
  const tools = readTools(body);
  const choice = readToolChoice(body["tool_choice"]);
  const onlyRaw = onlyInThisDialect(body);
  const count = optionalInteger(body, "n", [1, 16]) ?? 1;
  const read = faceRequest(body, {
    messages,
    stream: optionalFlag(body, "stream") ?? false,
    fields: {
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
      ...allowedTools(tools, choice),
      rawOnlyAt: tools.customs.size > 0 || (onlyRaw === undefined && hasOpenaisOwn(body, count)) ? "openai" : undefined,
      toolChoice: choice.toolChoice,
      parallelToolCalls: optionalFlag(body, "parallel_tool_calls"),
      reasoning: readReasoning(body),
      webSearch: body["web_search_options"] === undefined || body["web_search_options"] === null ? undefined : true,
    },
  });
  return {
    ...read,
    onlyRaw,
    // What must come back to a provider of another dialect is in fields that others refuse.
    isForeign: hasPart(
      messages,
      (part) =>
        (part.type === "tool-call" && part.id.length > LONGEST_TOOL_ID) ||
        ("providerMetadata" in part && part.providerMetadata !== undefined),
    ),
    customs: tools.customs,
    includeUsage: isObject(options) && options["include_usage"] === true,
    count,
  };
}

/** Of an id that OpenAI takes in chat completions. */
const LONGEST_TOOL_ID = 40;

/**
 * What OpenAI alone takes: others that speak this dialect refuse it, or pass over it in silence (a limit on the length, or
 * how many answers are wanted, too). Only OpenAI gets it as it is; for others it is said in their own words, or left out.
 */
const OPENAIS_OWN = [
  "max_completion_tokens",
  "store",
  "metadata",
  "prediction",
  "verbosity",
  "safety_identifier",
  "prompt_cache_key",
  "prompt_cache_retention",
  "web_search_options",
] as const;

function hasOpenaisOwn(body: JsonObject, count: number): boolean {
  if (count > 1 || OPENAIS_OWN.some((name) => body[name] !== undefined && body[name] !== null)) return true;
  const { messages } = body;
  return Array.isArray(messages) && messages.some((message) => isObject(message) && message["role"] === "developer");
}

/** What changes the answer and has no words elsewhere: relayed where the provider speaks this dialect, refused otherwise. */
function onlyInThisDialect({ audio, modalities, logit_bias: bias }: JsonObject): OrchestratorError | undefined {
  const only = (name: string): OrchestratorError =>
    cannot(name, "only models behind chat completions understand it; name one, as openai/…");
  if (Array.isArray(modalities) && modalities.includes("audio")) return only("modalities");
  if (audio !== undefined && audio !== null) return only("audio");
  return isObject(bias) && Object.keys(bias).length > 0 ? only("logit_bias") : undefined;
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
      const given = object(format["json_schema"], "response_format.json_schema");
      checkKinds(given, FORMAT_KINDS, "response_format.json_schema");
      const { schema, name, description, strict } = given;
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

function readTools(body: JsonObject): ReadTools {
  const customs = new Set<string>();
  const value = body["tools"];
  if (value === undefined || value === null) {
    if (body["functions"] !== undefined) throw cannot("functions", "it was replaced by tools");
    return { tools: [], customs };
  }
  const tools = list(value, "tools").map((row, index) => {
    const path = `tools[${index}]`;
    const tool = object(row, path);
    if (tool["type"] === "function")
      return functionTool(object(tool["function"], `${path}.function`), `${path}.function`);
    if (tool["type"] !== "custom")
      throw cannot(`${path}.type`, "only function and custom tools can be routed to any provider");
    const custom = customTool(object(tool["custom"], `${path}.custom`), `${path}.custom`);
    customs.add(custom.name);
    return custom;
  });
  return { tools, customs };
}

function readReasoning(body: JsonObject): { readonly effort: ReasoningEffort } | undefined {
  const effort = optionalText(body, "reasoning_effort");
  if (effort === undefined) return undefined;
  const known = ["none", "minimal", "low", "medium", "high"] as const;
  const found = known.find((one) => one === effort) ?? (effort === "xhigh" ? "high" : undefined);
  if (found === undefined) throw wrong("reasoning_effort", "none, minimal, low, medium or high");
  return { effort: found };
}
