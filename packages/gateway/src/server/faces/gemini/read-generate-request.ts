import type {
  JsonObject,
  JsonValue,
  Message,
  MessagePart,
  OrchestratorError,
  ResponseFormat,
  ToolChoice,
  ToolDefinition,
  TurnRequest,
} from "@ai-orchestrator/contract";
import { cannot, list, object, optionalFlag, optionalInteger, optionalNumber, stopList, text } from "../read-fields.ts";
import { faceRequest, type FaceRequest } from "../face-request.ts";
import type { GeminiCall } from "./read-call.ts";
import { readContents, systemText } from "./read-contents.ts";
import { checkKinds, type Kinds } from "../field-kinds.ts";
import { hasPart } from "../sealed-metadata.ts";
import { plainSchema } from "./plain-schema.ts";

const KINDS: Kinds = new Map([["safetySettings", "list"]]);

const CONFIG_KINDS: Kinds = new Map([
  ["stopSequences", "texts"],
  ["responseModalities", "texts"],
  ["logprobs", "number"],
]);

const CALLING_KINDS: Kinds = new Map([["mode", "text"]]);

const FUNCTION_KINDS: Kinds = new Map([["description", "text"]]);

/** A generateContent request as read. */
export interface GenerateRequest extends FaceRequest {
  readonly call: GeminiCall;
  /** Candidates wanted. */
  readonly count: number;
}

/** Reads a body. Google takes every field in camelCase and in snake_case; so do we. Throws `invalid_input` naming the field. */
export function readGenerateRequest(body: JsonObject, call: GeminiCall): GenerateRequest {
  const fields = camelFields(body);
  if (fields["cachedContent"] !== undefined)
    throw cannot("cachedContent", "what is kept at a provider cannot be routed; send it again");
  const config = optionalFields(fields["generationConfig"], "generationConfig");
  checkKinds(fields, KINDS);
  checkKinds(config, CONFIG_KINDS, "generationConfig");
  const messages = readContents(fields["contents"]);
  const read = faceRequest(body, {
    messages,
    stream: call.method === "streamGenerateContent",
    fields: {
      model: call.model,
      system: systemText(fields["systemInstruction"]),
      maxOutputTokens: optionalInteger(config, "maxOutputTokens", [1, 10_000_000]),
      temperature: optionalNumber(config, "temperature", [0, 2]),
      topP: optionalNumber(config, "topP", [0, 1]),
      topK: optionalInteger(config, "topK", [0, 100_000]),
      presencePenalty: optionalNumber(config, "presencePenalty", [-2, 2]),
      frequencyPenalty: optionalNumber(config, "frequencyPenalty", [-2, 2]),
      seed: optionalInteger(config, "seed", [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]),
      stop: stopList(config["stopSequences"], "generationConfig.stopSequences"),
      responseFormat: readFormat(config),
      logprobs:
        optionalFlag(config, "responseLogprobs") === true
          ? (optionalInteger(config, "logprobs", [0, 20]) ?? true)
          : undefined,
      ...readThinking(config["thinkingConfig"]),
      ...readTools(fields["tools"]),
      toolChoice: readToolChoice(fields["toolConfig"]),
    },
  });
  return {
    ...read,
    onlyRaw: onlyAtGoogle(config),
    isForeign: messages.some(isUnsigned) || hasPart(messages, isOthers),
    call,
    count: optionalInteger(config, "candidateCount", [1, 8]) ?? 1,
  };
}

/** True for calls that Gemini did not sign: it refuses them as they are, and takes them as the provider package marks them. Of several calls the first is signed. */
function isUnsigned({ parts }: Message): boolean {
  const call = parts.find((part) => part.type === "tool-call");
  return call !== undefined && call.providerMetadata === undefined;
}

/** True for thoughts that another provider signed. */
function isOthers(part: MessagePart): boolean {
  return (
    part.type === "reasoning" && part.providerMetadata !== undefined && part.providerMetadata["google"] === undefined
  );
}

/** What only Google's models are asked for in these words: relayed to them, refused elsewhere. */
function onlyAtGoogle({ responseModalities: modalities, speechConfig }: JsonObject): OrchestratorError | undefined {
  const only = (name: string): OrchestratorError =>
    cannot(`generationConfig.${name}`, "only Google's own models understand it; name one, as google/…");
  if (speechConfig !== undefined && speechConfig !== null) return only("speechConfig");
  const asksForMore = Array.isArray(modalities) && modalities.some((one) => String(one).toUpperCase() !== "TEXT");
  return asksForMore ? only("responseModalities") : undefined;
}

/** The object with its keys in camelCase. */
export function camelFields(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
      inner,
    ]),
  );
}

function optionalFields(value: JsonValue | undefined, path: string): JsonObject {
  return value === undefined || value === null ? {} : camelFields(object(value, path));
}

function readFormat(config: JsonObject): ResponseFormat | undefined {
  const type = config["responseMimeType"];
  if (type === undefined || type === null || type === "text/plain") return undefined;
  if (type !== "application/json")
    throw cannot("generationConfig.responseMimeType", "text/plain and application/json are known");
  const { responseSchema: own, responseJsonSchema: json } = config;
  if (json !== undefined) return { type: "json", schema: object(json, "generationConfig.responseJsonSchema") };
  return own === undefined
    ? { type: "json" }
    : { type: "json", schema: plainSchema(object(own, "generationConfig.responseSchema")) };
}

function readThinking(value: JsonValue | undefined): Pick<TurnRequest, "think" | "reasoning"> {
  const config = optionalFields(value, "generationConfig.thinkingConfig");
  const think = optionalFlag(config, "includeThoughts");
  const budget = optionalInteger(config, "thinkingBudget", [-1, 10_000_000]);
  const level = typeof config["thinkingLevel"] === "string" ? config["thinkingLevel"].toLowerCase() : undefined;
  const effort = (["minimal", "low", "medium", "high"] as const).find((one) => one === level);
  const reasoning =
    effort !== undefined
      ? { effort }
      : budget === 0
        ? { effort: "none" as const }
        : budget === undefined || budget < 0
          ? undefined
          : { budgetTokens: budget };
  return { ...(think === true ? { think } : {}), ...(reasoning === undefined ? {} : { reasoning }) };
}

function readTools(value: JsonValue | undefined): Pick<TurnRequest, "tools" | "webSearch"> {
  if (value === undefined || value === null) return {};
  const tools: ToolDefinition[] = [];
  let webSearch = false;
  for (const [index, row] of list(value, "tools").entries()) {
    const path = `tools[${index}]`;
    for (const [name, inner] of Object.entries(camelFields(object(row, path)))) {
      if (name === "googleSearch" || name === "googleSearchRetrieval") webSearch = true;
      else if (name === "functionDeclarations")
        tools.push(
          ...list(inner, `${path}.functionDeclarations`).map((one, at) =>
            readFunction(one, `${path}.functionDeclarations[${at}]`),
          ),
        );
      else throw cannot(`${path}.${name}`, "only functions and search can be routed to any provider");
    }
  }
  return { ...(tools.length === 0 ? {} : { tools }), ...(webSearch ? { webSearch } : {}) };
}

function readFunction(value: JsonValue, path: string): ToolDefinition {
  const fields = camelFields(object(value, path));
  checkKinds(fields, FUNCTION_KINDS, path);
  const { name, description, parameters, parametersJsonSchema } = fields;
  const inputSchema =
    parametersJsonSchema !== undefined
      ? object(parametersJsonSchema, `${path}.parametersJsonSchema`)
      : parameters === undefined || parameters === null
        ? { type: "object", properties: {} }
        : plainSchema(object(parameters, `${path}.parameters`));
  return { name: text(name, `${path}.name`), inputSchema, ...(typeof description === "string" ? { description } : {}) };
}

function readToolChoice(value: JsonValue | undefined): ToolChoice | undefined {
  const { functionCallingConfig: calling } = optionalFields(value, "toolConfig");
  if (calling === undefined || calling === null) return undefined;
  const fields = camelFields(object(calling, "toolConfig.functionCallingConfig"));
  checkKinds(fields, CALLING_KINDS, "toolConfig.functionCallingConfig");
  const { mode, allowedFunctionNames: names } = fields;
  if (mode === "NONE") return { type: "none" };
  if (mode !== "ANY") return { type: "auto" };
  const [only, another] =
    names === undefined ? [] : list(names, "toolConfig.functionCallingConfig.allowedFunctionNames");
  if (another !== undefined)
    throw cannot("toolConfig.functionCallingConfig.allowedFunctionNames", "one name, or all functions");
  return only === undefined ? { type: "required" } : { type: "tool", name: text(only, "allowedFunctionNames[0]") };
}
