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
export interface AnswerWish {
  /** Catalogue keys in order. */
  readonly models: readonly string[];
  readonly writer: TurnWriter;
  readonly phase: TurnPhase;
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
    candidates: permittedModels(run, wish.models),
    writer,
    phase,
    isHeld: held,
    lacks: (model) => (asksForThinking(run.request) && !model.reasoning ? noThinkingNotice(model.key) : undefined),
    buildCall: (model, partial) => {
      const context = contextFor(run, prepared, { model, wish, partial });
      const { shown } = context;
      if (shown !== undefined && JSON.stringify(shown) !== announced) {
        announced = JSON.stringify(shown);
        void writer.emit({ type: "context", ...shown });
      }
      const messages = withPartial(withMaterial(context.messages, wish.step?.material), partial);
      return planCall(run, { model, prepared, messages, inputTokens: context.tokens, wish, ordinal, mayBeWhole });
    },
  };
}

function isHeld({ deliver }: TurnRequest, isAnswer: boolean): boolean {
  return deliver === "whole" || (deliver === "answer" && !isAnswer);
}

interface ContextForModel {
  readonly messages: readonly Message[];
  /** Everything that goes in, material and tools included. */
  readonly tokens: number;
  readonly shown?: {
    readonly included: number;
    readonly omitted: number;
    readonly summarized?: number;
    readonly tokens: number;
  };
}

function contextFor(
  run: TurnRun,
  prepared: PreparedTurn,
  { model, wish, partial }: { readonly model: Model; readonly wish: AnswerWish; readonly partial: string | undefined },
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

function planCall(
  run: TurnRun,
  plan: {
    readonly model: Model;
    readonly prepared: PreparedTurn;
    readonly messages: readonly Message[];
    readonly inputTokens: number;
    readonly wish: AnswerWish;
    readonly ordinal: number;
    readonly mayBeWhole: boolean;
  },
): PlannedCall {
  const { model, prepared, messages, inputTokens } = plan;
  const { step, thinks, searches } = plan.wish;
  const options = fitGeneration(run.request, model, { isAnswer: step?.isAnswer ?? true, thinks });
  const maxOutputTokens = capOutput(run, model, { inputTokens, wanted: options.maxOutputTokens });
  const system = [prepared.system, step?.instruction].filter((part) => part !== undefined && part !== "").join("\n\n");
  const call: ModelCall = {
    ...options,
    model,
    messages,
    ...(system === "" ? {} : { system }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    webSearch: searches && model.webSearch,
    ...(plan.mayBeWhole && asksWhole(run, model, maxOutputTokens) ? { whole: true } : {}),
    idempotencyKey: `${run.writer.turnId}:${plan.ordinal}:${model.key}:${run.tally.calls.length}`,
  };
  return { call, inputTokens };
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
