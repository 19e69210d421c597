import type { JsonObject, ModelCall, ProviderMetadata, ReasoningEffort } from "@ai-orchestrator/contract";
import type {
  JSONSchema7,
  LanguageModelV4CallOptions,
  LanguageModelV4ProviderTool,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { PromptTraits } from "./prompt-traits.ts";
import { ownOptions, toPrompt } from "./to-prompt.ts";

/** What one provider adds to a call. */
export interface CallKnobs {
  /** The SDK namespace its options live under. */
  readonly namespace: string;
  /** Its own settings for this call, below what the user passes through. */
  readonly options?: JsonObject;
  /** Tools the provider itself runs. */
  readonly providerTools?: readonly LanguageModelV4ProviderTool[];
  /** Replaces the call's temperature; `null` leaves it out. */
  readonly temperature?: number | null;
  /** Replaces the call's limit. */
  readonly maxOutputTokens?: number | undefined;
  /** False where the provider's own options already ask for reasoning. */
  readonly sendEffort?: boolean;
}

/** The SDK's call options for one model call. Pure. */
export function toCallOptions(call: ModelCall, traits: PromptTraits, knobs: CallKnobs): LanguageModelV4CallOptions {
  const tools = toTools(call, traits, knobs.providerTools ?? []);
  const effort = knobs.sendEffort === false ? undefined : reasoningEffort(call);
  const temperature =
    knobs.temperature === undefined
      ? call.model.temperature === false
        ? undefined
        : call.temperature
      : (knobs.temperature ?? undefined);
  return {
    prompt: toPrompt(call, traits),
    includeRawChunks: true,
    ...present({
      maxOutputTokens: knobs.maxOutputTokens ?? call.maxOutputTokens,
      temperature,
      topP: call.model.temperature === false ? undefined : call.topP,
      topK: call.topK,
      presencePenalty: call.presencePenalty,
      frequencyPenalty: call.frequencyPenalty,
      seed: call.seed,
      stopSequences: call.stop === undefined || call.stop.length === 0 ? undefined : [...call.stop],
      responseFormat: toResponseFormat(call),
      reasoning: effort,
      tools: tools.length === 0 ? undefined : tools,
      toolChoice: tools.length === 0 ? undefined : toToolChoice(call),
      headers: call.idempotencyKey === undefined ? undefined : { "idempotency-key": call.idempotencyKey },
      providerOptions: toProviderOptions(call, knobs),
    }),
  };
}

/** How hard to think, if the call says and the model can; a budget counts as an effort, nothing as `medium`. */
export function reasoningEffort(call: Pick<ModelCall, "reasoning" | "model">): ReasoningEffort | undefined {
  if (call.reasoning === undefined || !call.model.reasoning) return undefined;
  const { effort, budgetTokens } = call.reasoning;
  if (effort !== undefined || budgetTokens === undefined) return effort ?? "medium";
  return budgetTokens < LOW_BUDGET ? "low" : budgetTokens < HIGH_BUDGET ? "medium" : "high";
}

/** Token budgets as efforts, for models that take only these. */
const LOW_BUDGET = 4000;
const HIGH_BUDGET = 16_000;

/** True where reasoning was asked for and not switched off. */
export function wantsReasoning(call: Pick<ModelCall, "reasoning" | "model">): boolean {
  const effort = reasoningEffort(call);
  return effort !== undefined && effort !== "none";
}

function toTools(
  call: ModelCall,
  traits: PromptTraits,
  providerTools: readonly LanguageModelV4ProviderTool[],
): NonNullable<LanguageModelV4CallOptions["tools"]> {
  const functions = (call.tools ?? []).map((tool) => ({
    type: "function" as const,
    name: tool.name,
    inputSchema: tool.inputSchema as JSONSchema7,
    ...present({ description: tool.description, strict: tool.strict }),
    ...ownOptions(tool.providerMetadata, traits),
  }));
  return [...functions, ...providerTools];
}

function toToolChoice(call: ModelCall): LanguageModelV4CallOptions["toolChoice"] {
  const choice = call.toolChoice;
  return choice?.type === "tool" ? { type: "tool", toolName: choice.name } : choice;
}

function toResponseFormat(call: ModelCall): LanguageModelV4CallOptions["responseFormat"] {
  const format = call.responseFormat;
  if (format?.type !== "json") return undefined;
  return {
    type: "json",
    ...present({
      schema: format.schema as JSONSchema7 | undefined,
      name: format.name,
      description: format.description,
    }),
  };
}

function toProviderOptions(call: ModelCall, knobs: CallKnobs): SharedV4ProviderOptions | undefined {
  const passed: ProviderMetadata = call.providerOptions ?? {};
  const own = { ...knobs.options, ...passed[call.model.provider], ...passed[knobs.namespace] };
  return Object.keys(own).length === 0 ? undefined : ({ [knobs.namespace]: own } as SharedV4ProviderOptions);
}

/** The object without its undefined members. */
function present<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {};
  for (const name in object) if (object[name] !== undefined) kept[name] = object[name];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}
