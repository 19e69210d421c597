import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { isObject } from "../read-fields.ts";

/** Google's OpenAPI subset as JSON Schema: types in lower case, `nullable` as a type of its own. */
export function plainSchema(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  const plain: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (key === "type" && typeof value === "string")
      plain["type"] = nullable === true ? [value.toLowerCase(), "null"] : value.toLowerCase();
    else if (key === "properties" && isObject(value))
      plain["properties"] = Object.fromEntries(
        Object.entries(value).map(([name, one = null]) => [name, isObject(one) ? plainSchema(one) : one]),
      );
    else if (key === "anyOf" && Array.isArray(value))
      plain["anyOf"] = (value as readonly JsonValue[]).map((one) => (isObject(one) ? plainSchema(one) : one));
    else plain[key] = key === "items" && isObject(value) ? plainSchema(value) : value;
  }
  return plain;
}
