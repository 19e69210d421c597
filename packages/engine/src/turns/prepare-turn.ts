import {
  OrchestratorError,
  type Message,
  type MessagePart,
  type StoredTurn,
  type TextPart,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { readContext, type ReadContext } from "../conversations/read-context.ts";
import { callerOf, checkQuestion, type AboutQuestion } from "./check-question.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { CONTINUE_INSTRUCTION } from "./continue-instruction.ts";
import type { PreparedTurn, Storage } from "./prepared-turn.ts";
import type { TurnOrigin } from "./turn-run.ts";
import { widestWindow } from "./widest-window.ts";

/** Id of the conversation a turn will belong to, chosen before anything is written. */
export interface ConversationChoice {
  readonly conversationId?: string;
  /** No such conversation exists yet; it is created with the turn. */
  readonly isNew: boolean;
  /** The turn that the new one follows where the request does not say; the conversation's head by default. */
  readonly headTurnId?: string | null;
}

/** Which conversation `request` continues or starts; nothing is written yet. */
export function chooseConversation(request: TurnRequest, deps: EngineDeps): ConversationChoice {
  if (request.conversationId !== undefined) return { conversationId: request.conversationId, isNew: false };
  if (request.regenerateTurnId !== undefined) {
    const again = deps.store?.turn(request.regenerateTurnId);
    if (again !== undefined) return { conversationId: again.conversationId, isNew: false };
  }
  const saves = request.save === true && request.policy?.incognito !== true && deps.store !== undefined;
  return saves ? { conversationId: deps.randomness.id(), isNew: true } : { isNew: false };
}

/**
 * Checks the question and finds its context. Throws `invalid_input`, `blocked_by_policy` or `not_found`.
 * Reads the store, writes nothing.
 */
export function prepareTurn(
  request: TurnRequest,
  deps: EngineDeps,
  choice: ConversationChoice & TurnOrigin & { readonly turnId: string; readonly isSent?: boolean },
): PreparedTurn {
  const { store } = deps;
  const conversation =
    choice.conversationId === undefined || choice.isNew ? undefined : store?.get(choice.conversationId);
  if (choice.conversationId !== undefined && !choice.isNew && conversation === undefined)
    throw notFound("conversation", choice.conversationId);
  const again = request.regenerateTurnId === undefined ? undefined : store?.turn(request.regenerateTurnId);
  if (request.regenerateTurnId !== undefined && again === undefined) throw notFound("turn", request.regenerateTurnId);
  const parentId = parentOf(
    request,
    again,
    choice.headTurnId === undefined ? conversation?.headTurnId : choice.headTurnId,
  );
  const system = request.system ?? conversation?.system;
  const requestId = choice.requestId ?? request.requestId;
  const about: Mutable<AboutQuestion> = { turnId: choice.turnId };
  const { caller } = callerOf(request);
  if (requestId !== undefined) about.requestId = requestId;
  if (caller !== undefined) about.caller = caller;
  if (choice.isSent !== undefined) about.isSent = choice.isSent;
  if (system !== undefined) about.system = system;
  const checked = checkQuestion(rawQuestion(request, again), deps.security, about);
  const at = store === undefined || conversation === undefined ? undefined : { store, conversationId: conversation.id };
  const { context, lastModel } = contextAt(
    at === undefined ? undefined : { ...at, parentId },
    { question: checked.question, system },
    { deps, request },
  );
  const storage = storageOf(request, deps, { choice, parentId });
  const continues = choice.continues === true || (again?.continues === true && asksNothing(request));
  const { prompt, question, alerts } = checked;
  const prepared: Mutable<PreparedTurn> = { prompt, question, alerts, context };
  if (system !== undefined) prepared.system = system;
  if (request.messages !== undefined)
    prepared.messages = withQuestion(request.messages, question, request.prompt !== undefined);
  if (storage !== undefined) prepared.storage = storage;
  if (lastModel !== undefined) prepared.lastModel = lastModel;
  if (continues) prepared.continues = continues;
  if (choice.summarized !== undefined) prepared.summarized = choice.summarized;
  return prepared;
}

/** Filled member by member: one that is absent must not be there, and spreading many small objects takes longer. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a question asked after the turn `parentId` follows. A caller's own list of messages stands for itself: only who answered last is looked up. */
export function contextAt(
  place: Pick<Storage, "store" | "conversationId" | "parentId"> | undefined,
  asked: { readonly question: readonly MessagePart[]; readonly system?: string | undefined },
  { deps, request }: { readonly deps: EngineDeps; readonly request: TurnRequest },
): ReadContext {
  const branch = place === undefined || place.parentId === null ? undefined : { ...place, turnId: place.parentId };
  return readContext(branch, {
    question: asked.question,
    system: asked.system,
    estimateTokens: deps.estimateTokens,
    widestWindow: () => (request.messages === undefined ? widestWindow(request, deps) : 0),
  });
}

function parentOf(request: TurnRequest, again: StoredTurn | undefined, head: string | null | undefined): string | null {
  if (again !== undefined) return again.parentId ?? null;
  if (request.parentTurnId !== undefined) return request.parentTurnId;
  return head ?? null;
}

function storageOf(
  request: TurnRequest,
  deps: EngineDeps,
  { choice, parentId }: { readonly choice: ConversationChoice; readonly parentId: string | null },
): Storage | undefined {
  if (deps.store === undefined || choice.conversationId === undefined || request.policy?.incognito) return undefined;
  return { store: deps.store, conversationId: choice.conversationId, parentId, isNew: choice.isNew };
}

/** The parts of the question as they were given. */
function rawQuestion(request: TurnRequest, again: StoredTurn | undefined): readonly MessagePart[] {
  const attachments = request.attachments ?? [];
  if (request.messages !== undefined && request.prompt === undefined) {
    const question = request.messages[questionIndex(request.messages)];
    if (question === undefined)
      throw new OrchestratorError("invalid_input", "The messages hold no question.", {
        suggestion: "End them with a user message.",
      });
    return attachments.length === 0 ? question.parts : [...question.parts, ...attachments];
  }
  if (request.prompt === undefined && again !== undefined)
    return again.continues === true && asksNothing(request)
      ? [{ type: "text", text: CONTINUE_INSTRUCTION }]
      : again.question;
  const text: TextPart[] =
    request.prompt === undefined || (request.prompt.trim() === "" && attachments.length > 0)
      ? []
      : [{ type: "text", text: request.prompt }];
  return text.length + attachments.length === 0 ? [{ type: "text", text: "" }] : [...text, ...attachments];
}

function asksNothing(request: TurnRequest): boolean {
  return request.prompt === undefined && request.messages === undefined;
}

function questionIndex(messages: readonly Message[]): number {
  return messages.findLastIndex((message) => message.role === "user" || message.role === "tool");
}

/** The caller's list with the checked question in place of the raw one; a prompt besides the list is its new last message. */
function withQuestion(
  messages: readonly Message[],
  question: readonly MessagePart[],
  isExtra: boolean,
): readonly Message[] {
  const index = questionIndex(messages);
  const known = isExtra ? undefined : messages[index];
  return known === undefined
    ? [...messages, { role: "user", parts: question }]
    : messages.with(index, { ...known, parts: question });
}

function notFound(what: string, id: string): OrchestratorError {
  return new OrchestratorError("not_found", `There is no ${what} ${id}.`, {
    suggestion: "List what there is with `aio history list`.",
  });
}
