import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { listOf, objectOf } from "../wire/json-fields.ts";

/** The log probabilities in one raw event: `choices[0].logprobs.content` (chat), `logprobs` (Responses) or those of a whole response's texts; undefined where there are none. */
export function readLogprobs(raw: unknown): JsonValue | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const event = raw as JsonObject;
  if (Array.isArray(event["logprobs"])) return event["logprobs"].length === 0 ? undefined : event["logprobs"];
  if (event["object"] === "response") return ofResponse(event);
  const choices = event["choices"];
  const choice = Array.isArray(choices) ? (choices[0] as JsonObject | undefined) : undefined;
  const logprobs = choice?.["logprobs"];
  if (typeof logprobs !== "object" || logprobs === null || Array.isArray(logprobs)) return undefined;
  const content = logprobs["content"];
  return Array.isArray(content) && content.length > 0 ? content : undefined;
}

function ofResponse(response: JsonObject): JsonValue | undefined {
  const parts = listOf(response["output"]).flatMap((item) => listOf(objectOf(item)?.["content"]));
  const all = parts.flatMap((part) => listOf(objectOf(part)?.["logprobs"]));
  return all.length === 0 ? undefined : all;
}
