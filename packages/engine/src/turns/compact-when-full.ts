import {
  toOrchestratorError,
  type CallOptions,
  type Compaction,
  type Decision,
  type TurnRequest,
  type TurnStream,
} from "@ai-orchestrator/contract";
import { compactConversation } from "../conversations/compact-conversation.ts";
import { countContextTokens } from "../conversations/count-tokens.ts";
import { inputBudget } from "../conversations/select-context.ts";
import { contextMessages } from "./decide-turn.ts";
import type { PreparedTurn } from "./prepared-turn.ts";
import type { TurnRun } from "./turn-run.ts";

/** Runs a turn beside the current one, bound by the same gates, kept nowhere. */
export type AskAside = (request: TurnRequest, options: CallOptions) => TurnStream;

/**
 * Before an answer: where the conversation fills the chosen model's window beyond the threshold, older turns are summarised
 * (`auto`) or the user is told that they could be (`ask`). A failing summary never fails the turn: the window is then trimmed.
 */
export async function compactWhenFull(
  run: TurnRun,
  prepared: PreparedTurn,
  options: { readonly decision: Decision; readonly ask: AskAside },
): Promise<PreparedTurn> {
  const { mode, threshold, keepTurns } = run.settings.compaction;
  const model = run.deps.catalogue.get(options.decision.model);
  const { storage, context } = prepared;
  const isFixed = storage === undefined || prepared.messages !== undefined || context.branch.length <= keepTurns;
  if (mode === "off" || isFixed || model === undefined) return prepared;
  const tokens = countContextTokens({ messages: contextMessages(prepared) }, run.deps.estimateTokens);
  const share = tokens / inputBudget(model, run.request.maxOutputTokens);
  if (share < threshold) return prepared;
  const fills = `This conversation fills ${Math.round(share * 100)} % of ${model.key}'s window.`;
  if (mode === "ask") {
    say(run, `${fills} Compact it to keep older turns in view.`);
    return prepared;
  }
  say(run, `${fills} Summarising older turns.`);
  try {
    const compaction = await compactAside(run, prepared, { ask: options.ask, conversationId: storage.conversationId });
    const { turnsSummarized, tokensBefore, tokensAfter } = compaction;
    say(run, `${turnsSummarized} turns summarised: ${tokensBefore} tokens became ${tokensAfter}.`);
    return { ...prepared, context: { ...context, compaction } };
  } catch (thrown) {
    if (run.signal.aborted) throw run.signal.reason;
    const { message } = toOrchestratorError(thrown);
    say(run, `Older turns could not be summarised (${message}); the oldest are left out instead.`);
    return prepared;
  }
}

/** The summary, made under the turn's own policy and charged to whoever asked. */
function compactAside(
  run: TurnRun,
  { context }: PreparedTurn,
  { ask, conversationId }: { readonly ask: AskAside; readonly conversationId: string },
): Promise<Compaction> {
  const { policy = {}, client, keyId } = run.request;
  const charged = { ...(client === undefined ? {} : { client }), ...(keyId === undefined ? {} : { keyId }) };
  return compactConversation({
    deps: run.deps,
    conversationId,
    turnId: context.branch.at(-1)?.id,
    keepTurns: run.settings.compaction.keepTurns,
    summarizer: {
      ask: (request) => ask({ ...request, ...charged, policy }, { signal: run.signal }),
      estimateTokens: run.deps.estimateTokens,
      model: undefined,
    },
  });
}

function say(run: TurnRun, message: string): void {
  void run.writer.emit({ type: "status", phase: "selecting", message });
}
