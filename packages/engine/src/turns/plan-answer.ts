import type { Message, Model, ModelCall, TurnPhase, TurnRequest } from "@ai-orchestrator/contract";
import { countContextTokens } from "../conversations/count-tokens.ts";
import { selectContext } from "../conversations/select-context.ts";
import { fitHistory } from "../conversations/without-media.ts";
import { asksForThinking, noThinkingNotice } from "../routing/decide/thinking-wish.ts";
import type { AnswerPlan, PlannedCall } from "./attempts/answer-plan.ts";
import { capOutput } from "./attempts/cap-output.ts";
import { asksWhole } from "./attempts/asks-whole.ts";
import { CONTINUE_INSTRUCTION } from "./continue-instruction.ts";
import { fitGeneration } from "./fit-generation.ts";
import { permittedModels } from "./permitted-models.ts";
import type { PreparedTurn } from "./prepared-turn.ts";
import type { TurnRun } from "./turn-run.ts";
import type { TurnWriter } from "./turn-writer.ts";

/** How a chain step differs from a plain answer. */
export interface StepOverrides {
  /** Added to the system prompt. */
  readonly instruction: string;
  /** Added to the question: what earlier steps found. */
  readonly material: string | undefined;
  /** False for a step that only prepares the answer. */
  readonly isAnswer: boolean;
}

/** What an answer is planned from. */
export interface AnswerWish extends CallWish {
  /** Catalogue keys in order. */
  readonly models: readonly string[];
  readonly writer: TurnWriter;
  readonly phase: TurnPhase;
}

/** What each call of an answer is to do. */
export interface CallWish {
  /** Ask for reasoning where the model offers it. */
  readonly thinks: boolean;
  /** Have the model search the web where it can. */
  readonly searches: boolean;
  readonly step?: StepOverrides;
}

/** Plans an answer: the context is chosen for each model's own window when it is its turn. */
export function planAnswer(run: TurnRun, prepared: PreparedTurn, wish: AnswerWish): AnswerPlan {
  const { writer, phase } = wish;
  let announced = "";
  const ordinal = (run.tally.plans += 1);
  const held = isHeld(run.request, wish.step?.isAnswer ?? true);
  // What is kept is kept piece by piece.
  const mayBeWhole = held && prepared.storage === undefined;
  return {
    // What was asked already is asked first, whatever became of the catalogue since.
    candidates: run.begunCall?.candidates ?? permittedModels(run, wish.models),
    writer,
    phase,
    isHeld: held,
    lacks: (model) => (asksForThinking(run.request) && !model.reasoning ? noThinkingNotice(model.key) : undefined),
    buildCall: (model, partial) => {
      const { planned, shown } = planCall(run, prepared, { model, partial, wish, ordinal, mayBeWhole });
      if (shown !== undefined && JSON.stringify(shown) !== announced) {
        announced = JSON.stringify(shown);
        void writer.emit({ type: "context", ...shown });
      }
      return planned;
    },
  };
}

/** What of a run a call is planned from. */
export type PlanningRun = Pick<TurnRun, "deps" | "shared" | "settings" | "request" | "tally" | "costCapUsd"> & {
  readonly writer: Pick<TurnWriter, "turnId">;
};

/** What a call of `model` says, and what of the conversation went into it where there is one. Throws `context_too_long` or `budget_exceeded`. */
export function planCall(
  run: PlanningRun,
  prepared: PreparedTurn,
  plan: {
    readonly model: Model;
    readonly partial: string | undefined;
    readonly wish: CallWish;
    /** Which answer of the turn it is. */
    readonly ordinal: number;
    readonly mayBeWhole: boolean;
  },
): { readonly planned: PlannedCall; readonly shown: ContextForModel["shown"] } {
  const { partial, wish } = plan;
  const context = contextFor(run, prepared, plan);
  const messages = withPartial(withMaterial(context.messages, wish.step?.material), partial);
  const inputTokens = context.tokens;
  return {
    planned: { call: callOf(run, prepared, { ...plan, messages, inputTokens }), inputTokens },
    shown: context.shown,
  };
}

function isHeld({ deliver }: TurnRequest, isAnswer: boolean): boolean {
  return deliver === "whole" || (deliver === "answer" && !isAnswer);
}

interface ContextForModel {
  readonly messages: readonly Message[];
  /** Everything that goes in, material and tools included. */
  readonly tokens: number;
  readonly shown?:
    | {
        readonly included: number;
        readonly omitted: number;
        readonly summarized?: number;
        readonly tokens: number;
      }
    | undefined;
}

function contextFor(
  run: PlanningRun,
  prepared: PreparedTurn,
  { model, wish, partial }: { readonly model: Model; readonly wish: CallWish; readonly partial: string | undefined },
): ContextForModel {
  const { estimateTokens } = run.deps;
  const { tools, maxOutputTokens } = run.request;
  const besides = [
    wish.step?.instruction,
    wish.step?.material,
    partial,
    tools === undefined ? undefined : JSON.stringify(tools),
  ];
  const reservedTokens = besides.reduce((sum, text) => sum + (text === undefined ? 0 : estimateTokens(text)), 0);
  if (prepared.messages !== undefined) {
    const { messages, system } = prepared;
    return {
      messages,
      tokens:
        reservedTokens + countContextTokens({ messages, ...(system === undefined ? {} : { system }) }, estimateTokens),
    };
  }
  const { messages, ...shown } = selectContext(prepared.context, {
    model,
    estimateTokens,
    reservedTokens,
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  });
  const fitted = fitHistory(messages, model);
  return {
    messages: fitted,
    tokens: shown.tokens,
    ...(prepared.context.turns === 0 && prepared.context.summary === undefined ? {} : { shown }),
  };
}

function callOf(
  run: PlanningRun,
  prepared: PreparedTurn,
  plan: {
    readonly model: Model;
    readonly messages: readonly Message[];
    readonly inputTokens: number;
    readonly wish: CallWish;
    readonly ordinal: number;
    readonly mayBeWhole: boolean;
  },
): ModelCall {
  const { model, messages, inputTokens } = plan;
  const { step, thinks, searches } = plan.wish;
  const options = fitGeneration(run.request, model, { isAnswer: step?.isAnswer ?? true, thinks });
  const maxOutputTokens = capOutput(run, model, { inputTokens, wanted: options.maxOutputTokens });
  const system = [prepared.system, step?.instruction].filter((part) => part !== undefined && part !== "").join("\n\n");
  return {
    ...options,
    model,
    messages,
    ...(system === "" ? {} : { system }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    webSearch: searches && model.webSearch,
    ...(plan.mayBeWhole && asksWhole(run, model, maxOutputTokens) ? { whole: true } : {}),
    ...(run.request.policy?.incognito === true ? { incognito: true } : {}),
    idempotencyKey: `${run.writer.turnId}:${plan.ordinal}:${model.key}:${run.tally.calls.length}`,
  };
}

/** The messages with material of earlier steps added to the question. */
function withMaterial(messages: readonly Message[], material: string | undefined): readonly Message[] {
  const index = messages.findLastIndex((message) => message.role === "user");
  const question = messages[index];
  if (question === undefined || material === undefined) return messages;
  return messages.with(index, { ...question, parts: [...question.parts, { type: "text", text: material }] });
}

function withPartial(messages: readonly Message[], partial: string | undefined): readonly Message[] {
  if (partial === undefined || partial === "") return messages;
  return [
    ...messages,
    { role: "assistant", parts: [{ type: "text", text: partial }] },
    { role: "user", parts: [{ type: "text", text: CONTINUE_INSTRUCTION }] },
  ];
}
