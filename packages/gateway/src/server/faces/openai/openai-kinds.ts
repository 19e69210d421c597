import type { Kind, Kinds } from "../field-kinds.ts";

/** Fields that both of OpenAI's interfaces know and that nobody else reads here. */
const BOTH: readonly (readonly [string, Kind])[] = [
  ["user", "text"],
  ["metadata", "object"],
  ["store", "flag"],
  ["service_tier", "text"],
  ["safety_identifier", "text"],
  ["prompt_cache_key", "text"],
  ["stream_options", "object"],
];

/** Of a chat-completions body. What other servers behind that dialect take in another form (`logit_bias`) is not there. */
export const CHAT_KINDS: Kinds = new Map([
  ...BOTH,
  ["modalities", "texts"],
  ["audio", "object"],
  ["prediction", "object"],
  ["verbosity", "text"],
  ["web_search_options", "object"],
]);

/** Of its `stream_options`. */
export const STREAM_KINDS: Kinds = new Map([["include_usage", "flag"]]);

/** Of a responses body. */
export const RESPONSES_KINDS: Kinds = new Map([
  ...BOTH,
  ["include", "texts"],
  ["max_tool_calls", "number"],
  ["top_logprobs", "number"],
  ["truncation", "text"],
]);

/** Of its `text`. */
export const TEXT_KINDS: Kinds = new Map([["verbosity", "text"]]);

/** Of its `reasoning`. */
export const REASONING_KINDS: Kinds = new Map([["summary", "text"]]);

/** Of a JSON schema that an answer is to follow, in either. */
export const FORMAT_KINDS: Kinds = new Map([
  ["name", "text"],
  ["description", "text"],
  ["strict", "flag"],
]);

/** Of a reasoning item. */
export const REASONING_ITEM_KINDS: Kinds = new Map([["encrypted_content", "text"]]);
