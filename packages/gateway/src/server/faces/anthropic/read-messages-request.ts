import type { JsonObject, JsonValue, Message, OrchestratorError, TurnRequest } from "@ai-orchestrator/contract";
import { faceRequest, type FaceRequest } from "../face-request.ts";
import { checkKinds, checkKindsIn, type Kinds } from "../field-kinds.ts";
import {
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
import { openCalls } from "../sealed-call.ts";
import { hasPart } from "../sealed-metadata.ts";
import { cacheMark, onlyAnthropic } from "./anthropics-own.ts";
import { readMessage, type BlockReading } from "./read-blocks.ts";
import { readOutputConfig } from "./read-output-config.ts";
import { readToolChoice, readTools } from "./read-tools.ts";

/** Reads a body. Throws `invalid_input` naming the field. Thinking signatures, tool ids and cache control are kept for the provider they belong to. */
export function readMessagesRequest(body: JsonObject): FaceRequest {
  checkKinds(body, KINDS);
  checkKindsIn(body["metadata"], METADATA_KINDS, "metadata");
  const reading: BlockReading = { names: new Map(), onlyRaw: undefined };
  const rows = list(body["messages"], "messages");
  if (rows.length === 0) throw wrong("messages", "a list with at least one message");
  // Claude Code puts system text between messages; what no other provider has a place for goes to the front.
  const system = [...readSystem(body["system"])];
  const messages = rows.flatMap((row, index) => {
    const message = object(row, `messages[${index}]`);
    if (message["role"] !== "system") return readMessage(message, `messages[${index}]`, reading);
    system.push(...readSystem(message["content"]));
    return [];
  });
  // Marks for the cache belong to one piece each, so marked pieces stay pieces.
  const isMarked = system.some((one) => one.providerMetadata !== undefined);
  const tools = readTools(body["tools"]);
  const onlyRaw = tools.onlyRaw ?? reading.onlyRaw ?? hostedElsewhere(body);
  const read = faceRequest(body, {
    messages: openCalls(isMarked ? [...system, ...messages] : messages),
    stream: optionalFlag(body, "stream") ?? false,
    fields: {
      system: isMarked || system.length === 0 ? undefined : system.map(textOf).join("\n\n"),
      model: optionalText(body, "model"),
      maxOutputTokens: optionalInteger(body, "max_tokens", [1, 10_000_000]),
      temperature: optionalNumber(body, "temperature", [0, 1]),
      topP: optionalNumber(body, "top_p", [0, 1]),
      topK: optionalInteger(body, "top_k", [0, 100_000]),
      stop: stopList(body["stop_sequences"], "stop_sequences"),
      tools: tools.tools,
      webSearch: tools.webSearch,
      rawOnlyAt: onlyRaw === undefined ? undefined : "anthropic",
      ...readToolChoice(body["tool_choice"]),
      ...readThinking(body["thinking"]),
      ...readOutputConfig(body["output_config"]),
    },
  });
  // Anthropic refuses thinking that Claude did not sign, and ids of a form it does not give.
  const isForeign = hasPart(messages, (part) =>
    part.type === "tool-call"
      ? !TOOL_ID.test(part.id)
      : part.type === "reasoning" && part.providerMetadata?.["anthropic"] === undefined,
  );
  return { ...read, onlyRaw, isForeign };
}

const KINDS: Kinds = new Map([
  ["stop_sequences", "texts"],
  ["metadata", "object"],
  ["service_tier", "text"],
]);

const METADATA_KINDS: Kinds = new Map([["user_id", "text"]]);

const TOOL_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** What Anthropic connects to or keeps for the caller; nobody else can reach it. */
function hostedElsewhere(body: JsonObject): OrchestratorError | undefined {
  const name = ["mcp_servers", "container"].find((one) => body[one] !== undefined && body[one] !== null);
  return name === undefined ? undefined : onlyAnthropic(name, "what Anthropic connects to or keeps");
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

function readThinking(value: JsonValue | undefined): Pick<TurnRequest, "reasoning" | "think"> {
  if (value === undefined || value === null) return {};
  const thinking = object(value, "thinking");
  if (thinking["type"] === "disabled") return { reasoning: { effort: "none" } };
  if (thinking["type"] === "adaptive") return { think: true };
  if (thinking["type"] !== "enabled") throw wrong("thinking.type", "enabled, adaptive or disabled");
  const budgetTokens = optionalInteger(thinking, "budget_tokens", [1, 10_000_000]);
  return { think: true, ...(budgetTokens === undefined ? {} : { reasoning: { budgetTokens } }) };
}
