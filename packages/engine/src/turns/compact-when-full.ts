import {
  toOrchestratorError,
  type CallOptions,
  type Compaction,
  type Decision,
  type TurnRequest,
  type TurnStream,
} from "@ai-orchestrator/contract";
import { compactConversation } from "../conversations/compact-conversation.ts";
import { contextTokens } from "../conversations/context-source.ts";
import { inputBudget } from "../conversations/select-context.ts";
import { contextAt } from "./prepare-turn.ts";
import type { PreparedTurn, Storage } from "./prepared-turn.ts";
import type { TurnOrigin, TurnRun } from "./turn-run.ts";

/** Runs a turn beside the current one, bound by the same gates, kept nowhere. */
export type AskAside = (request: TurnRequest, options: CallOptions & { readonly origin?: TurnOrigin }) => TurnStream;

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
  const isFixed = storage === undefined || prepared.messages !== undefined || context.turns <= keepTurns;
  if (mode === "off" || isFixed || model === undefined) return prepared;
  const tokens = contextTokens(context, run.deps.estimateTokens);
  const share = tokens / inputBudget(model, run.request.maxOutputTokens);
  if (share < threshold && context.unread === 0) return prepared;
  const atLeast = context.unread === 0 ? "" : "more than ";
  const fills = `This conversation fills ${atLeast}${Math.round(share * 100)} % of ${model.key}'s window.`;
  if (mode === "ask") {
    say(run, `${fills} Compact it to keep older turns in view.`);
    return prepared;
  }
  say(run, `${fills} Summarising older turns.`);
  try {
    const { turnsSummarized, tokensBefore, tokensAfter } = await compactAside(run, storage, options.ask);
    say(run, `${turnsSummarized} turns summarised: ${tokensBefore} tokens became ${tokensAfter}.`);
    return { ...prepared, context: contextAt(storage, prepared, run).context };
  } catch (thrown) {
    if (run.signal.aborted) throw run.signal.reason;
    const { message } = toOrchestratorError(thrown);
    say(run, `Older turns could not be summarised (${message}); the oldest are left out instead.`);
    return prepared;
  }
}

/** The summary, made under the turn's own policy and charged to whoever asked. */
function compactAside(run: TurnRun, { conversationId, parentId }: Storage, ask: AskAside): Promise<Compaction> {
  const { policy = {}, client, keyId } = run.request;
  const charged = { ...(client === undefined ? {} : { client }), ...(keyId === undefined ? {} : { keyId }) };
  return compactConversation({
    deps: run.deps,
    conversationId,
    turnId: parentId ?? undefined,
    keepTurns: run.settings.compaction.keepTurns,
    summarizer: {
      ask: (request, summarized) =>
        ask({ ...request, ...charged, policy }, { signal: run.signal, origin: { summarized } }),
      estimateTokens: run.deps.estimateTokens,
      model: undefined,
    },
  });
}

function say(run: TurnRun, message: string): void {
  void run.writer.emit({ type: "status", phase: "selecting", message });
}
