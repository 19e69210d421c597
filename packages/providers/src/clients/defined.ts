import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";

/** The object without members that are undefined. */
export function defined(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const name in object) {
    const value = object[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
