import { messageText, type Message, type StoredTurn, type TurnRequest } from "@ai-orchestrator/contract";
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
  const past = turns.map((turn): PastTurn => ({ input: inputOf(turn, store, routing), usage: turn.usage }));
  const replays = replayRule(past, rule, routing.settings());
  const changed = replays.flatMap((replay, index) => {
    const turn = turns[index];
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

/** Turns with a question of the user's and a decision, newest first. */
function newestTurns({ conversations }: Store, limit: number): readonly StoredTurn[] {
  const found: StoredTurn[] = [];
  let cursor: string | undefined;
  do {
    const page = conversations.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id } of page.items)
      found.push(...conversations.turns(id).filter((turn) => turn.continues !== true && turn.decision !== undefined));
    cursor = page.next;
  } while (cursor !== undefined && found.length < limit);
  return found.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, limit);
}

/** The turn as routing saw it, by what is stored of it. */
function inputOf(turn: StoredTurn, store: Store, routing: Parts["routing"]): PastTurn["input"] {
  const { decision } = turn;
  const before = store.conversations.branch(turn.conversationId, turn.id).slice(0, -1);
  const last = before.at(-1);
  const promptText = messageText({ role: "user", parts: turn.question });
  const system = store.conversations.get(turn.conversationId)?.system;
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
