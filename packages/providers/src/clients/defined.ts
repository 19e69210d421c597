import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";

/** The object without members that are undefined. */
export function defined(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
