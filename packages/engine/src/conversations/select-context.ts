import { OrchestratorError, type Message, type MessagePart, type Model } from "@ai-orchestrator/contract";
import type { ContextSource, SizedGroup } from "./context-source.ts";
import { countContextTokens, type EstimateTokens } from "./count-tokens.ts";
import { questionMessage } from "./turn-messages.ts";

/** What is sent to one model, and what is not. Counts are turns. */
export interface SelectedContext {
  readonly messages: readonly Message[];
  readonly included: number;
  readonly omitted: number;
  /** Turns the summary stands for; absent without one. */
  readonly summarized?: number;
  /** Estimated input tokens, system prompt included. */
  readonly tokens: number;
}

/** Part of a window that is left free, for estimates that are too low. */
const MARGIN = 0.04;
/** Tokens kept free for an answer whose length nobody limited, at most. */
const ANSWER_TOKENS = 8_192;

/** Input tokens `model` can take if the answer may have `maxOutputTokens`. */
export function inputBudget(model: Model, maxOutputTokens?: number): number {
  const wanted = Math.min(maxOutputTokens ?? ANSWER_TOKENS, model.maxOutput || ANSWER_TOKENS);
  const answer = Math.min(wanted, Math.floor(model.contextWindow / 2));
  return Math.floor(model.contextWindow * (1 - MARGIN)) - answer;
}

/**
 * Chooses what of a conversation is sent: the question always, the summary if there is one, then whole turns from the
 * newest back until the window is full. Never half a turn, never assistant-first, tool calls only with their results.
 * Throws `context_too_long` if the question alone does not fit.
 */
export function selectContext(
  source: ContextSource,
  options: {
    readonly model: Model;
    readonly maxOutputTokens?: number;
    /** Tokens of what is sent besides: tools, material of earlier steps. */
    readonly reservedTokens?: number;
    readonly estimateTokens: EstimateTokens;
  },
): SelectedContext {
  const { estimateTokens, model } = options;
  const { groups, summary } = source;
  const budget = inputBudget(model, options.maxOutputTokens);
  const question = questionMessage(source.question);
  const system = source.system === undefined ? {} : { system: source.system };
  const fixed = countContextTokens({ ...system, messages: [question] }, estimateTokens) + (options.reservedTokens ?? 0);
  const room = budget - fixed;
  if (room < 0) throw tooLong(model, fixed, budget);
  // A question that carries tool results cannot go without the turn that called the tools; the summary can.
  const isBound = question.role === "tool";
  let sent = summary !== undefined && summary.tokens <= room ? summary : undefined;
  let chosen = newestThatFit(groups, room - (sent?.tokens ?? 0));
  if (isBound && chosen.groups.length === 0) {
    sent = undefined;
    chosen = newestThatFit(groups, room);
    if (chosen.groups.length === 0) throw tooLong(model, fixed, budget);
  }
  const messages = [...chosen.groups.flatMap((group) => group.messages), question];
  const included = chosen.groups.reduce((sum, group) => sum + group.turns.length, 0);
  return {
    messages: sent === undefined ? messages : withSummary(messages, { type: "text", text: sent.text }),
    included,
    omitted: source.turns - included + (sent === undefined ? (summary?.turns ?? 0) : 0),
    ...(sent === undefined ? {} : { summarized: sent.turns }),
    tokens: fixed + chosen.tokens + (sent?.tokens ?? 0),
  };
}

function newestThatFit(
  groups: readonly SizedGroup[],
  budget: number,
): { readonly groups: readonly SizedGroup[]; readonly tokens: number } {
  let tokens = 0;
  let first = groups.length;
  while (first > 0) {
    const size = groups[first - 1]?.tokens ?? 0;
    if (tokens + size > budget) break;
    tokens += size;
    first -= 1;
  }
  return { groups: groups.slice(first), tokens };
}

/** The summary goes into the first user message: no provider drops or reorders that, unlike a second system prompt. */
function withSummary(messages: readonly Message[], part: MessagePart): readonly Message[] {
  const index = messages.findIndex((message) => message.role === "user");
  const first = messages[index];
  if (first === undefined) return [{ role: "user", parts: [part] }, ...messages];
  return messages.with(index, { ...first, parts: [part, ...first.parts] });
}

function tooLong(model: Model, tokens: number, budget: number): OrchestratorError {
  return new OrchestratorError(
    "context_too_long",
    `The question has about ${tokens} tokens; ${model.key} takes ${Math.max(0, budget)} besides its answer.`,
    {
      suggestion: "Shorten it, attach less, or choose a model with a larger window.",
      provider: model.provider,
      model: model.key,
    },
  );
}
