import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";

/** The log probabilities in one raw stream event: `choices[0].logprobs.content` (chat) or `logprobs` (Responses); undefined where there are none. */
export function readLogprobs(raw: unknown): JsonValue | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const event = raw as JsonObject;
  if (Array.isArray(event["logprobs"])) return event["logprobs"].length === 0 ? undefined : event["logprobs"];
  const choices = event["choices"];
  const choice = Array.isArray(choices) ? (choices[0] as JsonObject | undefined) : undefined;
  const logprobs = choice?.["logprobs"];
  if (typeof logprobs !== "object" || logprobs === null || Array.isArray(logprobs)) return undefined;
  const content = logprobs["content"];
  return Array.isArray(content) && content.length > 0 ? content : undefined;
}
