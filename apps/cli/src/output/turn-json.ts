import { messageText, type MessagePart, type TurnState } from "@ai-orchestrator/contract";

/** Version of the shapes `--json` and `--jsonl` print; raised when a field changes meaning. */
export const JSON_VERSION = 1;

/** The answer's text: its text parts joined by blank lines. */
export function answerText(parts: readonly MessagePart[]): string {
  return messageText({ role: "assistant", parts });
}

/** What `--json` prints: one object a turn. */
export function turnJson(state: TurnState): Readonly<Record<string, unknown>> {
  const { decision, error } = state;
  const reasoning = state.parts
    .filter((part) => part.type === "reasoning")
    .map((part) => part.text)
    .join("\n\n");
  return {
    version: JSON_VERSION,
    ...(state.demo ? { demo: true } : {}),
    ...(state.incognito ? { incognito: true } : {}),
    status: state.status,
    turnId: state.turnId,
    conversationId: state.conversationId,
    answer: answerText(state.parts),
    reasoning: reasoning === "" ? undefined : reasoning,
    sources: state.parts.filter((part) => part.type === "source").map(({ type: _type, ...source }) => source),
    images: state.parts.filter((part) => part.type === "image").map(({ type: _type, ...image }) => image),
    toolCalls: state.parts.filter((part) => part.type === "tool-call").map(({ type: _type, ...call }) => call),
    steps:
      state.steps.length === 0
        ? undefined
        : state.steps.map(({ parts, ...step }) => ({ ...step, answer: answerText(parts) })),
    model: state.model,
    provider: state.provider,
    task: decision?.task,
    difficulty: decision?.difficulty,
    reasons: decision?.reasons.map((reason) => reason.text),
    fallbacks: decision?.fallbacks,
    failovers: state.failovers.length === 0 ? undefined : state.failovers,
    alerts: state.alerts.length === 0 ? undefined : state.alerts,
    usage: state.usage,
    cost: state.cost,
    finishReason: state.finishReason,
    latencyMs: state.latencyMs,
    firstTokenMs: state.firstTokenMs,
    attempts: state.attempts,
    notices: decision === undefined || decision.notices.length === 0 ? undefined : decision.notices,
    error,
  };
}
