import type { ModelCall } from "@ai-orchestrator/contract";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import { wantsReasoning } from "../stream/to-call-options.ts";
import { defined } from "./defined.ts";
import type { CallShape } from "./provider-adapter.ts";

/** Both of Google's services sign thoughts alike, so each takes back the other's signatures. */
const TRAITS: PromptTraits = {
  metadataKeys: ["google", "googleVertex", "vertex"],
  systemAnywhere: false,
  plainReasoning: false,
  pdf: true,
  audio: true,
  toolResultImages: true,
  assistantImages: true,
};

/** What the user's own options switch on, and a schema beside tools (sent as one more tool to some models), only the SDK knows to read. */
export function isForSdk(
  { responseFormat, tools, providerOptions }: ModelCall,
  namespaces: readonly string[],
): boolean {
  return (
    (responseFormat?.type === "json" && tools !== undefined) ||
    namespaces.some((name) => providerOptions?.[name] !== undefined)
  );
}

/** How a call is put to Gemini, directly or through Vertex. */
export function geminiShape(call: ModelCall, namespace: "google" | "googleVertex"): CallShape {
  const thinks = wantsReasoning(call);
  return {
    traits: TRAITS,
    knobs: {
      namespace,
      options: defined({
        thinkingConfig: thinks
          ? defined({ includeThoughts: true, thinkingBudget: call.reasoning?.budgetTokens })
          : undefined,
        // Image models answer with text only unless asked for both.
        responseModalities:
          call.model.output.includes("image") && call.model.output.includes("text") ? ["TEXT", "IMAGE"] : undefined,
      }),
      sendEffort: call.reasoning?.budgetTokens === undefined,
      ...(call.webSearch === true
        ? {
            providerTools: [
              { type: "provider" as const, id: "google.google_search" as const, name: "google_search", args: {} },
            ],
          }
        : {}),
    },
  };
}
