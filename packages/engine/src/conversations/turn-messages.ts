import type { Message, MessagePart, StoredTurn, ToolCallPart } from "@ai-orchestrator/contract";
import { CONTINUE_INSTRUCTION } from "../turns/continue-instruction.ts";

/** Turns that can only be sent together: an answer that calls tools, and the turn that carries their results. */
export interface TurnGroup {
  readonly turns: readonly StoredTurn[];
  readonly messages: readonly Message[];
}

/**
 * A branch as groups of messages, oldest first. Each group begins with the user and is whole: questions that got
 * no answer are left out, so are tool calls that got no result and results whose call is gone.
 */
export function groupTurns(branch: readonly StoredTurn[], next?: readonly MessagePart[]): readonly TurnGroup[] {
  const groups: { turns: StoredTurn[]; messages: Message[] }[] = [];
  for (const [index, turn] of branch.entries()) {
    const pending = openToolCalls(groups.at(-1)?.messages.at(-1));
    const answered = idsOfResults(branch[index + 1]?.question ?? next ?? []);
    const messages = messagesOfTurn(turn, { pending, answered });
    if (messages.length === 0) continue;
    const joins = messages[0]?.role === "tool";
    const last = groups.at(-1);
    if (joins && last !== undefined) {
      last.turns.push(turn);
      last.messages.push(...messages);
    } else {
      groups.push({ turns: [turn], messages: [...messages] });
    }
  }
  return groups;
}

/** The question as a message: tool results speak as `tool`, everything else as `user`. */
export function questionMessage(parts: readonly MessagePart[]): Message {
  return { role: isToolResults(parts) ? "tool" : "user", parts };
}

/** True if a question carries tool results back. */
export function isToolResults(parts: readonly MessagePart[]): boolean {
  return parts.length > 0 && parts.every((part) => part.type === "tool-result");
}

function messagesOfTurn(
  turn: StoredTurn,
  tools: { readonly pending: ReadonlySet<string>; readonly answered: ReadonlySet<string> },
): readonly Message[] {
  const answer = answerParts(turn.answer, tools.answered);
  if (answer.length === 0) return [];
  const assistant: Message = { role: "assistant", parts: answer };
  if (!isToolResults(turn.question)) return [{ role: "user", parts: askedParts(turn) }, assistant];
  const results = turn.question.filter((part) => part.type === "tool-result" && tools.pending.has(part.id));
  return results.length === 0 ? [] : [{ role: "tool", parts: results }, assistant];
}

/** What the model was asked: a turn that continues another keeps no question. */
function askedParts(turn: StoredTurn): readonly MessagePart[] {
  return turn.continues === true ? [{ type: "text", text: CONTINUE_INSTRUCTION }] : turn.question;
}

/** What a model must see again of its answer: text, pictures, answered tool calls, and reasoning where a signature or a tool call needs it. */
function answerParts(answer: readonly MessagePart[], answered: ReadonlySet<string>): readonly MessagePart[] {
  const kept = answer.filter((part) => part.type !== "source" && (part.type !== "tool-call" || answered.has(part.id)));
  const hasToolCall = kept.some((part) => part.type === "tool-call");
  const needed = kept.filter((part) => {
    if (part.type === "reasoning") return hasToolCall || part.providerMetadata !== undefined;
    return part.type !== "text" || part.text !== "";
  });
  return needed.some((part) => part.type !== "reasoning") ? needed : [];
}

function openToolCalls(message: Message | undefined): ReadonlySet<string> {
  const calls =
    message?.role === "assistant"
      ? message.parts.filter((part): part is ToolCallPart => part.type === "tool-call")
      : [];
  return new Set(calls.map((call) => call.id));
}

function idsOfResults(parts: readonly MessagePart[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => (part.type === "tool-result" ? [part.id] : [])));
}
