import type { GenerationOptions, Model, TurnRequest } from "@ai-orchestrator/contract";

/** Knobs that make sense for every call of a turn. */
const COMMON = [
  "temperature",
  "topP",
  "topK",
  "presencePenalty",
  "frequencyPenalty",
  "seed",
  "reasoning",
  "providerOptions",
] as const satisfies readonly (keyof GenerationOptions)[];

/** Knobs that shape the answer itself; a step that only prepares it must not get them. */
const ANSWER_ONLY = [
  "maxOutputTokens",
  "stop",
  "responseFormat",
  "tools",
  "toolChoice",
  "parallelToolCalls",
  "webSearch",
  "logprobs",
] as const satisfies readonly (keyof GenerationOptions)[];

/** The request's knobs of generation, fitted to what the model takes. `thinks`: ask for reasoning where the request leaves it open. */
export function fitGeneration(
  request: TurnRequest,
  model: Model,
  options: { readonly isAnswer: boolean; readonly thinks: boolean },
): GenerationOptions {
  const fitted: { -readonly [K in keyof GenerationOptions]: GenerationOptions[K] } = {};
  for (const key of options.isAnswer ? [...COMMON, ...ANSWER_ONLY] : COMMON) {
    if (request[key] !== undefined) Object.assign(fitted, { [key]: request[key] });
  }
  if (fitted.maxOutputTokens !== undefined && model.maxOutput > 0)
    fitted.maxOutputTokens = Math.min(fitted.maxOutputTokens, model.maxOutput);
  if (model.temperature === false) delete fitted.temperature;
  if (!model.reasoning) delete fitted.reasoning;
  else if (options.thinks && fitted.reasoning === undefined) fitted.reasoning = { effort: "medium" };
  return fitted;
}
