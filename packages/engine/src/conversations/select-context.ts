import {
  OrchestratorError,
  type Compaction,
  type Message,
  type MessagePart,
  type Model,
  type StoredTurn,
} from "@ai-orchestrator/contract";
import { countContextTokens, countMessageTokens, type EstimateTokens } from "./count-tokens.ts";
import { groupTurns, questionMessage, type TurnGroup } from "./turn-messages.ts";

/** A conversation as it stands before the next question. */
export interface ContextSource {
  /** The branch, oldest first, without the new turn. */
  readonly branch: readonly StoredTurn[];
  /** The newest compaction that covers turns of this branch. */
  readonly compaction?: Compaction;
  readonly system?: string;
  /** The new question's parts. */
  readonly question: readonly MessagePart[];
}

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
  const budget = inputBudget(model, options.maxOutputTokens);
  const { older, newer, summary } = splitAtCompaction(source, estimateTokens);
  const question = questionMessage(source.question);
  const system = source.system === undefined ? {} : { system: source.system };
  const fixed = countContextTokens({ ...system, messages: [question] }, estimateTokens) + (options.reservedTokens ?? 0);
  const room = budget - fixed;
  if (room < 0) throw tooLong(model, fixed, budget);
  const groups = groupTurns(newer, source.question);
  // A question that carries tool results cannot go without the turn that called the tools; the summary can.
  const isBound = question.role === "tool";
  let part = summary.tokens <= room ? summary.part : undefined;
  let chosen = newestThatFit(groups, part === undefined ? room : room - summary.tokens, estimateTokens);
  if (isBound && chosen.groups.length === 0) {
    part = undefined;
    chosen = newestThatFit(groups, room, estimateTokens);
    if (chosen.groups.length === 0) throw tooLong(model, fixed, budget);
  }
  const messages = [...chosen.groups.flatMap((group) => group.messages), question];
  const included = chosen.groups.reduce((sum, group) => sum + group.turns.length, 0);
  return {
    messages: part === undefined ? messages : withSummary(messages, part),
    included,
    omitted: source.branch.length - included - (part === undefined ? 0 : older),
    ...(part === undefined ? {} : { summarized: older }),
    tokens: fixed + chosen.tokens + (part === undefined ? 0 : summary.tokens),
  };
}

/** The text by which a summary stands in for turns. */
export function summaryText(compaction: Pick<Compaction, "summary">): string {
  return `<summary-of-earlier-conversation>\n${compaction.summary}\n</summary-of-earlier-conversation>`;
}

function splitAtCompaction(
  source: ContextSource,
  estimateTokens: EstimateTokens,
): {
  readonly older: number;
  readonly newer: readonly StoredTurn[];
  readonly summary: { readonly part?: MessagePart; readonly tokens: number };
} {
  const index =
    source.compaction === undefined
      ? -1
      : source.branch.findIndex((turn) => turn.id === source.compaction?.throughTurnId);
  if (source.compaction === undefined || index < 0) return { older: 0, newer: source.branch, summary: { tokens: 0 } };
  const text = summaryText(source.compaction);
  return {
    older: index + 1,
    newer: source.branch.slice(index + 1),
    summary: { part: { type: "text", text }, tokens: estimateTokens(text) },
  };
}

function newestThatFit(
  groups: readonly TurnGroup[],
  budget: number,
  estimateTokens: EstimateTokens,
): { readonly groups: readonly TurnGroup[]; readonly tokens: number } {
  let tokens = 0;
  let first = groups.length;
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const size =
      groups[index]?.messages.reduce((sum, message) => sum + countMessageTokens(message, estimateTokens), 0) ?? 0;
    if (tokens + size > budget) break;
    tokens += size;
    first = index;
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
