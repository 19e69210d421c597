import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { CallInterface } from "../clients/provider-adapter.ts";
import { recordingFetch } from "./write-request.ts";

/** Models kept a maker; beyond that all are made anew. */
const MOST_KEPT = 256;

/**
 * The same maker, which makes a model that only writes requests once: it knows nothing of a call, and making one
 * (loading its package, compiling its schemas) can cost more than all else a call does.
 */
export function keepModels(make: CallInterface["model"]): CallInterface["model"] {
  const kept = new Map<string, LanguageModelV4>();
  return async (link, call) => {
    if (link.fetch !== recordingFetch) return make(link, call);
    const key = `${link.baseUrl} ${call.model.id} ${call.model.structuredOutput ?? ""}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = await make(link, call);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
}
