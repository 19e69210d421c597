import type { JsonObject, OrchestratorError, ProviderMetadata } from "@ai-orchestrator/contract";
import { cannot, isObject } from "../read-fields.ts";

/** Why something can be answered by Claude alone. */
export function onlyAnthropic(path: string, what: string): OrchestratorError {
  return cannot(path, `${what} are understood by Claude at Anthropic only; name such a model, as anthropic/…`);
}

/** Where Claude is to keep what came so far: for Anthropic alone. */
export function cacheMark(block: JsonObject): { readonly providerMetadata?: ProviderMetadata } {
  const mark = block["cache_control"];
  return isObject(mark) ? { providerMetadata: { anthropic: { cacheControl: mark } } } : {};
}
