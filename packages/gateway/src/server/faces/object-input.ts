import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { isObject } from "./read-fields.ts";

/** A call's arguments for dialects that know objects only; what a model wrote instead is in the field `input`. */
export function objectInput(input: JsonValue): JsonObject {
  return isObject(input) ? input : { input };
}
