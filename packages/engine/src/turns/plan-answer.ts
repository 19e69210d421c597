import {
  OrchestratorError,
  type GenerationOptions,
  type Message,
  type Model,
  type ModelCall,
  type TurnPhase,
} from "@ai-orchestrator/contract";
import { countContextTokens } from "../conversations/count-tokens.ts";
import { selectContext } from "../conversations/select-context.ts";
import { fitHistory } from "../conversations/without-media.ts";
import type { AnswerPlan, PlannedCall } from "./attempts/answer-plan.ts";
import { capOutput } from "./attempts/cap-output.ts";
import { CONTINUE_INSTRUCTION } from "./continue-instruction.ts";
import { isPermitted } from "./merge-policy.ts";
import type { PreparedTurn } from "./prepared-turn.ts";
import type { TurnRun } from "./turn-run.ts";
import type { TurnWriter } from "./turn-writer.ts";

/** How a chain step differs from a plain answer. */
export interface StepOverrides {
  /** Added to the system prompt. */
  readonly instruction?: string;
  /** Replaces the question's text for this step. */
  readonly rewrite?: (messages: readonly Message[]) => readonly Message[];
  readonly webSearch?: boolean;
  readonly generation?: GenerationOptions;
}

/** Plans an answer of the named models (catalogue keys): the context is chosen for each model's own window when it is its turn. */
export function planAnswer(
  run: TurnRun,
  prepared: PreparedTurn,
  options: {
    readonly models: readonly string[];
    readonly writer: TurnWriter;
    readonly phase: TurnPhase;
    readonly step?: StepOverrides;
  },
): AnswerPlan {
  const { writer, phase, step } = options;
  let announced = "";
  const ordinal = (run.tally.plans += 1);
  return {
    candidates: permittedModels(run, options.models),
    writer,
    phase,
    buildCall: (model, partial) => {
      const { messages, tokens, shown } = contextFor(run, prepared, model);
      if (shown !== undefined && JSON.stringify(shown) !== announced) {
        announced = JSON.stringify(shown);
        void writer.emit({ type: "context", ...shown });
      }
      const sent = withPartial(step?.rewrite?.(messages) ?? messages, partial);
      const inputTokens =
        sent === messages
          ? tokens
          : countContextTokens({ messages: sent, ...systemOf(prepared, step) }, run.deps.estimateTokens);
      return planCall(run, { model, prepared, messages: sent, inputTokens, step, ordinal });
    },
  };
}

/** The models behind the keys that pass the policy; throws `no_usable_provider` if none does. */
export function permittedModels(run: Pick<TurnRun, "deps" | "request">, keys: readonly string[]): readonly Model[] {
  const models = [...new Set(keys)].flatMap((key) => run.deps.catalogue.get(key) ?? []);
  const permitted = models.filter((model) => isPermitted(model, run.request.policy ?? {}));
  if (permitted.length === 0) {
    throw new OrchestratorError(
      "no_usable_provider",
      `None of ${keys.join(", ") || "no models"} may be used under the policy of this turn.`,
      {
        suggestion: run.request.policy?.localOnly
          ? "Start a local model (Ollama, LM Studio, llama.cpp, MLX) or drop --local."
          : "Run `aio doctor` to see which models can be used.",
      },
    );
  }
  return permitted;
}

interface ContextForModel {
  readonly messages: readonly Message[];
  readonly tokens: number;
  readonly shown?: {
    readonly included: number;
    readonly omitted: number;
    readonly summarized?: number;
    readonly tokens: number;
  };
}

function contextFor(run: TurnRun, prepared: PreparedTurn, model: Model): ContextForModel {
  const { estimateTokens } = run.deps;
  if (prepared.messages !== undefined) {
    const tokens = countContextTokens({ messages: prepared.messages, ...systemOf(prepared) }, estimateTokens);
    return { messages: prepared.messages, tokens };
  }
  const maxOutputTokens = run.request.maxOutputTokens;
  const { messages, ...shown } = selectContext(prepared.context, {
    model,
    estimateTokens,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  });
  return {
    messages: fitHistory(messages, model),
    tokens: shown.tokens,
    ...(prepared.context.branch.length === 0 ? {} : { shown }),
  };
}

function planCall(
  run: TurnRun,
  plan: {
    readonly model: Model;
    readonly prepared: PreparedTurn;
    readonly messages: readonly Message[];
    readonly inputTokens: number;
    readonly step: StepOverrides | undefined;
    readonly ordinal: number;
  },
): PlannedCall {
  const { model, prepared, messages, inputTokens, step } = plan;
  const options = { ...generationOf(run, model), ...step?.generation };
  const maxOutputTokens = capOutput(run, model, { inputTokens, wanted: options.maxOutputTokens });
  const webSearch = (step?.webSearch ?? options.webSearch ?? run.request.web ?? false) && model.webSearch;
  const call: ModelCall = {
    ...options,
    model,
    messages,
    ...systemOf(prepared, step),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(webSearch ? { webSearch } : {}),
    idempotencyKey: `${run.writer.turnId}:${plan.ordinal}:${model.key}:${run.tally.calls.length}`,
  };
  return { call, inputTokens };
}

/** The request's knobs of generation, fitted to the model. */
function generationOf(run: TurnRun, model: Model): GenerationOptions {
  const { request } = run;
  const options: { -readonly [K in keyof GenerationOptions]: GenerationOptions[K] } = {};
  for (const key of GENERATION_KEYS) {
    if (request[key] !== undefined) Object.assign(options, { [key]: request[key] });
  }
  if (options.maxOutputTokens !== undefined && model.maxOutput > 0)
    options.maxOutputTokens = Math.min(options.maxOutputTokens, model.maxOutput);
  if (model.temperature === false) delete options.temperature;
  if (!model.reasoning) delete options.reasoning;
  else if (request.think && options.reasoning === undefined) options.reasoning = { effort: "medium" };
  return options;
}

const GENERATION_KEYS = [
  "maxOutputTokens",
  "temperature",
  "topP",
  "topK",
  "presencePenalty",
  "frequencyPenalty",
  "stop",
  "seed",
  "responseFormat",
  "tools",
  "toolChoice",
  "parallelToolCalls",
  "reasoning",
  "webSearch",
  "logprobs",
  "providerOptions",
] as const satisfies readonly (keyof GenerationOptions)[];

function systemOf(prepared: PreparedTurn, step?: StepOverrides): { readonly system?: string } {
  const parts = [prepared.system, step?.instruction].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? {} : { system: parts.join("\n\n") };
}

function withPartial(messages: readonly Message[], partial: string | undefined): readonly Message[] {
  if (partial === undefined || partial === "") return messages;
  return [
    ...messages,
    { role: "assistant", parts: [{ type: "text", text: partial }] },
    { role: "user", parts: [{ type: "text", text: CONTINUE_INSTRUCTION }] },
  ];
}
