import type { Conversation, StoredTurn } from "@ai-orchestrator/contract";
import type { ExportedConversation } from "../export/history-file.ts";
import { derivedId, type ForeignConversation, type ForeignMessage } from "./foreign-conversation.ts";

/**
 * A tree of messages as a tree of turns: a turn is a user message with the answer messages after it, up to the next
 * user message. An answer that was made again becomes a sibling with the same question; an edited question a sibling too.
 */
export function turnsFromMessages(format: string, source: ForeignConversation): ExportedConversation {
  const conversationId = derivedId(format, source.sourceId);
  const tree = messageTree(source.messages);
  const turns: StoredTurn[] = [];
  const lastTurnOf = new Map<string, string>();
  const used = new Map<string, number>();
  const work: Begun[] = tree.roots.map((message) => begin(message, undefined));
  let fallbackTime = usableTime(source.createdAt) ?? 0;
  for (let begun = work.shift(); begun !== undefined; begun = work.shift()) {
    for (const { answers, next } of answersOf(begun, tree)) {
      const key = derivedId(format, source.sourceId, begun.question?.id ?? "", answers[0]?.id ?? "");
      const repeat = used.get(key) ?? 0;
      used.set(key, repeat + 1);
      const id = repeat === 0 ? key : derivedId(key, String(repeat));
      const turn = turnOf({ id, conversationId, begun, answers, fallbackTime });
      fallbackTime = Date.parse(turn.createdAt);
      turns.push(turn);
      for (const message of [begun.question, ...answers]) if (message !== undefined) lastTurnOf.set(message.id, id);
      work.push(...next.map((message) => begin(message, id)));
    }
  }
  const head = source.headMessageId === undefined ? undefined : tree.visible(source.headMessageId);
  return {
    conversation: conversationOf(source, conversationId, turns, head === undefined ? undefined : lastTurnOf.get(head)),
    turns,
    compactions: [],
  };
}

interface Begun {
  readonly question: ForeignMessage | undefined;
  /** Answers known already: an answer nobody asked for begins a turn by itself. */
  readonly first: ForeignMessage | undefined;
  readonly parentId: string | undefined;
}

interface Tree {
  readonly roots: readonly ForeignMessage[];
  readonly children: (id: string) => readonly ForeignMessage[];
  /** The message itself, or for a hidden one the nearest before it that shows. */
  readonly visible: (id: string) => string | undefined;
}

function begin(message: ForeignMessage, parentId: string | undefined): Begun {
  return message.role === "user"
    ? { question: message, first: undefined, parentId }
    : { question: undefined, first: message, parentId };
}

/** Hidden messages are passed over. A parent that is missing makes a beginning, and so does the first message of a circle. */
function messageTree(messages: readonly ForeignMessage[]): Tree {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const visible = (id: string | undefined): string | undefined => {
    const seen = new Set<string>();
    for (
      let at = id === undefined ? undefined : byId.get(id);
      at !== undefined && !seen.has(at.id);
      at = at.parentId === undefined ? undefined : byId.get(at.parentId)
    ) {
      if (at.role !== "hidden") return at.id;
      seen.add(at.id);
    }
    return undefined;
  };
  const shown = [...byId.values()].filter((message) => message.role !== "hidden");
  const parents = new Map(shown.map((message) => [message.id, visible(message.parentId)]));
  const children = Map.groupBy(shown, (message) => parents.get(message.id));
  const roots = children.get(undefined) ?? [];
  const reached = new Set<string>();
  const reach = (from: ForeignMessage): void => {
    const work = [from];
    for (let message = work.pop(); message !== undefined; message = work.pop()) {
      reached.add(message.id);
      work.push(...(children.get(message.id) ?? []));
    }
  };
  for (const root of roots) reach(root);
  for (const message of shown) {
    if (reached.has(message.id)) continue;
    const parent = parents.get(message.id);
    children.set(
      parent,
      (children.get(parent) ?? []).filter((child) => child !== message),
    );
    roots.push(message);
    reach(message);
  }
  return { roots, children: (id) => children.get(id) ?? [], visible };
}

/** Each way from a question through answers to where the next questions begin, or to an end. */
function answersOf(
  begun: Begun,
  tree: Tree,
): readonly { readonly answers: readonly ForeignMessage[]; readonly next: readonly ForeignMessage[] }[] {
  const found: { answers: readonly ForeignMessage[]; next: readonly ForeignMessage[] }[] = [];
  const start = begun.first === undefined ? [] : [begun.first];
  const work = [{ at: begun.first ?? begun.question, answers: start }];
  for (let here = work.shift(); here !== undefined; here = work.shift()) {
    const { at, answers } = here;
    const children = at === undefined ? [] : tree.children(at.id);
    const next = children.filter((child) => child.role === "user");
    const more = children.filter((child) => child.role !== "user");
    if (next.length > 0 || more.length === 0) found.push({ answers, next });
    work.push(...more.map((child) => ({ at: child, answers: [...answers, child] })));
  }
  return found;
}

function turnOf(made: {
  id: string;
  conversationId: string;
  begun: Begun;
  answers: readonly ForeignMessage[];
  fallbackTime: number;
}): StoredTurn {
  const { id, conversationId, begun, answers } = made;
  const createdAt = usableTime(begun.question?.at) ?? usableTime(answers[0]?.at) ?? made.fallbackTime;
  const answeredAt = usableTime(answers.at(-1)?.at) ?? createdAt;
  const told = <K extends keyof ForeignMessage>(key: K): ForeignMessage[K] | undefined =>
    answers.findLast((answer) => answer[key] !== undefined)?.[key];
  const error = told("error");
  const facts = {
    model: told("model"),
    provider: told("provider"),
    usage: told("usage"),
    latencyMs: told("latencyMs"),
    rating: told("rating"),
    error,
    parentId: begun.parentId,
  };
  return {
    id,
    conversationId,
    createdAt: new Date(createdAt).toISOString(),
    completedAt: new Date(Math.max(createdAt, answeredAt)).toISOString(),
    status: error === undefined ? "complete" : "failed",
    question: begun.question?.parts ?? [],
    answer: answers.flatMap((answer) => answer.parts),
    ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<StoredTurn>),
  };
}

function conversationOf(
  source: ForeignConversation,
  id: string,
  turns: readonly StoredTurn[],
  head: string | undefined,
): Conversation {
  const headTurnId = head ?? turns.at(-1)?.id;
  const lastModel = turns.findLast((turn) => turn.model !== undefined)?.model;
  const createdAt = usableTime(source.createdAt) ?? 0;
  const latest = Math.max(usableTime(source.updatedAt) ?? createdAt, createdAt);
  return {
    id,
    title: source.title,
    titleBy: source.title === "" ? "none" : "auto",
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(latest).toISOString(),
    pinned: source.pinned ?? false,
    archived: source.archived ?? false,
    tags: source.tags ?? [],
    turnCount: turns.length,
    cost: { usd: 0 },
    ...(source.folder === undefined ? {} : { folder: source.folder }),
    ...(source.system === undefined ? {} : { system: source.system }),
    ...(headTurnId === undefined ? {} : { headTurnId }),
    ...(lastModel === undefined ? {} : { lastModel }),
  };
}

/** The last millisecond of the year 9999. */
const LATEST = 253_402_300_799_999;

/** Exports hold times that are none. */
function usableTime(at: number | undefined): number | undefined {
  return at !== undefined && at >= 0 && at <= LATEST ? Math.trunc(at) : undefined;
}
