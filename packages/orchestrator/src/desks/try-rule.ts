import {
  messageText,
  type Conversation,
  type Message,
  type StoredTurn,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { replayRule, type PastTurn, type RuleReplay } from "@ai-orchestrator/engine/routing";
import type { Store } from "@ai-orchestrator/store";
import type { RuleChange, RuleTrial } from "../local-orchestrator.ts";
import type { RoutingDeskParts } from "./routing-desk.ts";
import { readSentence, toRow } from "./rule-row.ts";

type Parts = Pick<RoutingDeskParts, "history" | "routing" | "models">;

/** Holds a rule against the newest `limit` turns of the history. Throws `invalid_input` for a sentence that is not understood. */
export async function tryRule(
  sentence: string,
  limit: number,
  { history, routing, models }: Parts,
): Promise<RuleTrial> {
  const rule = readSentence(sentence, models);
  const store = await history.get();
  await models.enter();
  if (rule.effect.type === "use") for (const name of rule.effect.models) if (isOwn(name)) models.admit(name);
  const turns = newestTurns(store, limit);
  const replays = replayRule(pastTurns(turns, routing), rule, routing.settings());
  const changed = replays.flatMap((replay, index) => {
    const turn = turns[index]?.turn;
    return turn === undefined || replay.with === replay.without ? [] : [changeOf(turn, replay)];
  });
  const answered = changed.filter(({ from, to }) => from !== null && to !== null);
  const priced = answered.filter(({ fromUsd, toUsd }) => fromUsd !== null && toUsd !== null);
  return {
    rule: toRow(rule),
    turns: turns.length,
    applies: replays.filter(({ applies }) => applies).length,
    changed,
    differenceUsd: priced.reduce((sum, { fromUsd, toUsd }) => sum + (toUsd ?? 0) - (fromUsd ?? 0), 0),
    unpriced: answered.length - priced.length,
  };
}

function isOwn(name: string): boolean {
  return name.includes("/") && !name.endsWith("/*");
}

/** A turn of the history, and the conversation it was asked in. */
interface AskedTurn {
  readonly turn: StoredTurn;
  /** All turns of the conversation, by id: read once for all that were asked in it. */
  readonly turns: ReadonlyMap<string, StoredTurn>;
  readonly system: string | undefined;
}

/** Turns with a question of the user's and a decision, newest first. */
function newestTurns({ conversations }: Store, limit: number): readonly AskedTurn[] {
  let found: readonly AskedTurn[] = [];
  for (const { id, updatedAt, system } of newestConversations(conversations)) {
    const oldest = found[limit - 1]?.turn;
    if (oldest !== undefined && updatedAt < oldest.createdAt) break;
    const all = conversations.turns(id);
    const turns = new Map(all.map((turn) => [turn.id, turn]));
    // Whether there is a decision is seen without unpacking it.
    const asked = all.filter((turn) => turn.continues !== true && "decision" in turn);
    found = [...found, ...asked.map((turn) => ({ turn, turns, system }))]
      .toSorted((a, b) => (a.turn.createdAt < b.turn.createdAt ? 1 : -1))
      .slice(0, limit);
  }
  return found;
}

function* newestConversations(conversations: Store["conversations"]): Generator<Conversation> {
  let cursor: string | undefined;
  do {
    const page = conversations.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** What the turn followed, oldest first. */
function turnsBefore({ turn, turns }: AskedTurn): readonly StoredTurn[] {
  const before: StoredTurn[] = [];
  for (let id = turn.parentId; id !== undefined;) {
    const parent = turns.get(id);
    if (parent === undefined) break;
    before.push(parent);
    id = parent.parentId;
  }
  return before.reverse();
}

/** The turns as routing saw them, by what is stored of them; one at a time, since each brings a whole conversation. */
function* pastTurns(asked: readonly AskedTurn[], routing: Parts["routing"]): Generator<PastTurn> {
  for (const one of asked) yield { input: inputOf(one, routing), usage: one.turn.usage };
}

function inputOf(asked: AskedTurn, routing: Parts["routing"]): PastTurn["input"] {
  const { turn, system } = asked;
  const { decision } = turn;
  const before = turnsBefore(asked);
  const last = before.at(-1);
  const promptText = messageText({ role: "user", parts: turn.question });
  const byRule = decision?.reasons.some(({ stage }) => stage === "rule") === true;
  const wasLocal = !byRule && decision?.rejected.some(({ code }) => code === "local_only") === true;
  const { dial = "balanced" } = routing.settings();
  const ownDial = !byRule && decision !== undefined && decision.dial !== dial ? { dial: decision.dial } : {};
  const request: TurnRequest = {
    prompt: promptText,
    attachments: turn.question.filter((part) => part.type === "image" || part.type === "file"),
    ...(system === undefined ? {} : { system }),
    ...(decision?.decidedBy === "pinned" ? { model: decision.model } : {}),
    // What a rule brought about is not the user's wish for that turn: the rule under test may be that one.
    policy: { ...(wasLocal ? { localOnly: true } : {}), ...ownDial },
  };
  return routing.replayInput(request, {
    promptText,
    messages: [...before.flatMap(messagesOf), { role: "user", parts: turn.question }],
    health: [],
    conversation: {
      ...(last?.model === undefined ? {} : { lastModel: last.model }),
      ...(last?.decision === undefined ? {} : { lastTask: last.decision.task }),
    },
  });
}

function messagesOf(turn: StoredTurn): readonly Message[] {
  return [
    { role: "user", parts: turn.question },
    { role: "assistant", parts: turn.answer },
  ];
}

function changeOf(turn: StoredTurn, replay: RuleReplay): RuleChange {
  return {
    turnId: turn.id,
    conversationId: turn.conversationId,
    at: turn.createdAt,
    question: messageText({ role: "user", parts: turn.question }).slice(0, 200),
    from: replay.without ?? null,
    to: replay.with ?? null,
    ...(replay.problem === undefined ? {} : { problem: replay.problem }),
    fromUsd: replay.withoutUsd,
    toUsd: replay.withUsd,
  };
}
