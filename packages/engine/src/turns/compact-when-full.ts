import { toOrchestratorError, type CallOptions, type Decision, type TurnRequest, type TurnStream } from "@ai-orchestrator/contract";
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
export async function compactWhenFull(run: TurnRun, prepared: PreparedTurn, options: { readonly decision: Decision; readonly ask: AskAside }): Promise<PreparedTurn> {
  const { mode, threshold, keepTurns } = run.settings.compaction;
  const model = run.deps.catalogue.get(options.decision.model);
  const { storage, context } = prepared;
  if (mode === "off" || storage === undefined || model === undefined || prepared.messages !== undefined || context.branch.length <= keepTurns) return prepared;
  const share = countContextTokens({ messages: contextMessages(prepared) }, run.deps.estimateTokens) / inputBudget(model, run.request.maxOutputTokens);
  if (share < threshold) return prepared;
  const fills = `This conversation fills ${Math.round(share * 100)} % of ${model.key}'s window.`;
  if (mode === "ask") {
    void run.writer.emit({ type: "status", phase: "selecting", message: `${fills} Compact it to keep older turns in view.` });
    return prepared;
  }
  void run.writer.emit({ type: "status", phase: "selecting", message: `${fills} Summarising older turns.` });
  try {
    const policy = run.request.policy ?? {};
    const charged = { ...(run.request.client === undefined ? {} : { client: run.request.client }), ...(run.request.keyId === undefined ? {} : { keyId: run.request.keyId }) };
    const compaction = await compactConversation({
      deps: run.deps,
      conversationId: storage.conversationId,
      turnId: context.branch.at(-1)?.id,
      keepTurns,
      summarizer: { ask: (request) => options.ask({ ...request, ...charged, policy }, { signal: run.signal }), estimateTokens: run.deps.estimateTokens, model: undefined },
    });
    void run.writer.emit({ type: "status", phase: "selecting", message: `${compaction.turnsSummarized} turns summarised: ${compaction.tokensBefore} tokens became ${compaction.tokensAfter}.` });
    return { ...prepared, context: { ...context, compaction } };
  } catch (thrown) {
    if (run.signal.aborted) throw run.signal.reason;
    const error = toOrchestratorError(thrown);
    void run.writer.emit({ type: "status", phase: "selecting", message: `Older turns could not be summarised (${error.message}); the oldest are left out instead.` });
    return prepared;
  }
}
