import { OrchestratorError, type JsonObject, type JsonValue, type TurnRequest } from "@ai-orchestrator/contract";
import { isObject, list, object, text, wrong } from "../faces/read-fields.ts";

/** The type every field of a turn request must have. What is not named here is not a field. */
const FIELDS: Readonly<Record<string, "text" | "number" | "flag" | "object" | "list" | "any">> = {
  prompt: "text",
  messages: "list",
  system: "text",
  attachments: "list",
  model: "text",
  policy: "object",
  think: "flag",
  web: "flag",
  chain: "any",
  cascade: "flag",
  hedge: "flag",
  continueAfterPartial: "flag",
  deliver: "text",
  task: "text",
  conversationId: "text",
  parentTurnId: "any",
  regenerateTurnId: "text",
  save: "flag",
  timeoutMs: "number",
  turnId: "text",
  requestId: "text",
  client: "text",
  maxOutputTokens: "number",
  temperature: "number",
  topP: "number",
  topK: "number",
  presencePenalty: "number",
  frequencyPenalty: "number",
  stop: "list",
  seed: "number",
  responseFormat: "object",
  tools: "list",
  toolChoice: "object",
  parallelToolCalls: "flag",
  reasoning: "object",
  webSearch: "flag",
  logprobs: "any",
  providerOptions: "object",
};

const PART_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ["text"],
  reasoning: ["text"],
  image: ["mediaType"],
  file: ["mediaType"],
  source: ["id"],
  "tool-call": ["id", "name"],
  "tool-result": ["id", "name"],
};

/** Checks a turn request from outside: the shapes everything further in relies on. Throws `invalid_input` naming the field. */
export function readTurnRequest(body: JsonObject): TurnRequest {
  for (const [name, value] of Object.entries(body)) {
    const want = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (want === undefined) throw new OrchestratorError("invalid_input", `A turn has no "${name}".`);
    if (value !== undefined && value !== null && !fits(value, want))
      throw wrong(name, want === "flag" ? "true or false" : `a ${want}`);
  }
  const request: JsonObject = Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null || name === "parentTurnId"),
  );
  if (request["messages"] !== undefined) list(request["messages"], "messages").forEach(checkMessage);
  if (request["attachments"] !== undefined)
    list(request["attachments"], "attachments").forEach((part, index) => checkPart(part, `attachments[${index}]`));
  for (const name of ["stop"] as const)
    if (request[name] !== undefined) list(request[name], name).forEach((one, index) => text(one, `${name}[${index}]`));
  if (request["tools"] !== undefined) list(request["tools"], "tools").forEach(checkTool);
  if (request["prompt"] === undefined && request["messages"] === undefined && request["regenerateTurnId"] === undefined)
    throw new OrchestratorError("invalid_input", "A turn needs a prompt or messages.");
  return request;
}

function fits(value: JsonValue, want: NonNullable<(typeof FIELDS)[string]>): boolean {
  switch (want) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "flag":
      return typeof value === "boolean";
    case "object":
      return isObject(value);
    case "list":
      return Array.isArray(value);
    case "any":
      return typeof value !== "object";
  }
}

function checkMessage(value: JsonValue, index: number): void {
  const path = `messages[${index}]`;
  const message = object(value, path);
  if (!["system", "user", "assistant", "tool"].includes(text(message["role"], `${path}.role`)))
    throw wrong(`${path}.role`, "system, user, assistant or tool");
  list(message["parts"], `${path}.parts`).forEach((part, at) => checkPart(part, `${path}.parts[${at}]`));
}

function checkPart(value: JsonValue, path: string): void {
  const part = object(value, path);
  const type = text(part["type"], `${path}.type`);
  const fields = Object.hasOwn(PART_FIELDS, type) ? PART_FIELDS[type] : undefined;
  if (fields === undefined) throw wrong(`${path}.type`, Object.keys(PART_FIELDS).join(", "));
  for (const name of fields) text(part[name], `${path}.${name}`);
  for (const name of ["data", "url", "name", "rawInput"])
    if (part[name] !== undefined) text(part[name], `${path}.${name}`);
  if (
    part["providerMetadata"] !== undefined &&
    !Object.values(object(part["providerMetadata"], `${path}.providerMetadata`)).every(isObject)
  )
    throw wrong(`${path}.providerMetadata`, "objects by provider");
}

function checkTool(value: JsonValue, index: number): void {
  const tool = object(value, `tools[${index}]`);
  text(tool["name"], `tools[${index}].name`);
  object(tool["inputSchema"], `tools[${index}].inputSchema`);
}
