import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { keepModels } from "../wire/keep-models.ts";
import { messagesReader } from "../wire/messages-reader.ts";
import { defined } from "./defined.ts";
import { PLACEHOLDER_KEY, type CallInterface, type ProviderAdapter } from "./provider-adapter.ts";

const TRAITS: PromptTraits = {
  metadataKeys: ["anthropic"],
  systemAnywhere: false,
  plainReasoning: false,
  pdf: true,
  audio: false,
  toolResultImages: true,
  assistantImages: false,
  toolIds: { pattern: /^[a-zA-Z0-9_-]{1,64}$/, prefix: "toolu_", length: 24 },
};

/** Models that take a budget of thinking tokens; newer ones take an effort only. */
const BUDGETED = /^claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[015]\b|-\d{8}|$))/;

/** Searches one answer may make; Anthropic bills each. */
const MAX_SEARCHES = 5;

const model: CallInterface["model"] = async (link, call) =>
  (await import("@ai-sdk/anthropic"))
    .createAnthropic({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch })
    .languageModel(call.model.id);
const messages: CallInterface = { model: keepModels(model), reader: messagesReader };
/** A stream says the arguments of calls as text, a whole message as JSON whose numbers would be read and written anew. */
const messagesWithTools: CallInterface = { ...messages, streamsOnly: true };

/** Anthropic's Messages interface. */
export const anthropic: ProviderAdapter = {
  shape(call) {
    const budget = wantsReasoning(call) && BUDGETED.test(call.model.id) ? call.reasoning?.budgetTokens : undefined;
    return {
      traits: TRAITS,
      knobs: {
        namespace: "anthropic",
        options: defined({
          disableParallelToolUse: call.parallelToolCalls === false ? true : undefined,
          thinking: budget === undefined ? undefined : { type: "enabled", budgetTokens: Math.max(1024, budget) },
        }),
        // max_tokens is required there; the catalogue knows more models than the SDK does.
        maxOutputTokens: call.maxOutputTokens ?? (call.model.maxOutput > 0 ? call.model.maxOutput : undefined),
        sendEffort: budget === undefined,
        ...(call.webSearch === true
          ? {
              providerTools: [
                {
                  type: "provider" as const,
                  id: "anthropic.web_search_20250305" as const,
                  name: "web_search",
                  args: { maxUses: MAX_SEARCHES },
                },
              ],
            }
          : {}),
      },
    };
  },
  // What the user's own options switch on, and a schema (sent as a tool to older models), only the SDK knows to read.
  interfaces({ responseFormat, providerOptions, tools }) {
    if (responseFormat?.type === "json" || providerOptions?.["anthropic"] !== undefined) return [{ model }];
    return [tools === undefined ? messages : messagesWithTools];
  },
  verify: { method: "GET", path: "/models?limit=1" },
};
