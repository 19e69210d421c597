import { TASKS, type Decision, type StoredTurn } from "@ai-orchestrator/contract";
import type { Store } from "../../packages/store/src/index.ts";

/** Uniform numbers in [0, 1) that are the same every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SYLLABLES = "ka to mi re lo sun tar vel bor nix pra del con ver tion ing est er al in mo du".split(" ");
/** Distinct words; as in real text, the n-th is used about 1/n as often as the first. */
export const VOCABULARY: readonly string[] = vocabulary(40_000);

/** A word by Zipf's law. */
export function word(random: () => number): string {
  return (
    VOCABULARY[Math.min(VOCABULARY.length - 1, Math.floor(Math.exp(random() * Math.log(VOCABULARY.length))) - 1)] ?? ""
  );
}

/** A text of about `length` words. */
export function text(random: () => number, length: number): string {
  const count = Math.max(1, Math.round(length * (0.3 + 1.4 * random())));
  return Array.from({ length: count }, () => word(random)).join(" ");
}

/** What a made history holds. */
export interface MadeHistory {
  readonly turns: number;
  readonly conversations: number;
  /** The one with 10,000 messages (fewer in small histories). */
  readonly longConversation: string;
}

/** Fills a store: `turns` turns (two messages each) in ten-turn conversations, and one long conversation among them. */
export function makeHistory(store: Store, turns: number): MadeHistory {
  const random = seeded(7);
  const longTurns = Math.min(5_000, Math.floor(turns / 10));
  const perConversation = 10;
  let conversations = 0;
  let made = 0;
  const add = (count: number): string => {
    const { id: conversationId } = store.conversations.create({ title: text(random, 5) });
    conversations += 1;
    for (let n = 0; n < count; n += 1) {
      const id = `t${made}`;
      store.conversations.finishTurn(
        turn(random, { id, conversationId, ...(n === 0 ? {} : { parentId: `t${made - 1}` }) }),
      );
      made += 1;
    }
    return conversationId;
  };
  let longConversation = "";
  store.context.database.write("fill", () => {
    longConversation = add(longTurns);
  });
  while (made < turns) {
    store.context.database.write("fill", () => {
      for (let n = 0; n < 200 && made < turns; n += 1) add(Math.min(perConversation, turns - made));
    });
  }
  return { turns: made, conversations, longConversation };
}

/** A turn of ordinary size: 25 words asked, 120 answered, a decision with its reasons. */
export function turn(
  random: () => number,
  names: Pick<StoredTurn, "id" | "conversationId"> & Partial<StoredTurn>,
): StoredTurn {
  const at = Date.UTC(2025, 0, 1) + Math.floor(random() * 3e10);
  const model = `model-${Math.floor(random() * 12)}`;
  return {
    createdAt: new Date(at).toISOString(),
    completedAt: new Date(at + 4_000).toISOString(),
    status: "complete",
    question: [{ type: "text", text: text(random, 25) }],
    answer: [{ type: "text", text: text(random, 120) }],
    decision: decision(model),
    task: "code",
    model,
    provider: "openai",
    usage: { inputTokens: 812, outputTokens: 233, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    cost: { usd: 0.00123 },
    latencyMs: 4_000,
    firstTokenMs: 600,
    attempts: 1,
    finishReason: "stop",
    ...names,
  };
}

/** About 2 KB, like a real one. */
function decision(model: string): Decision {
  const scored = { model, provider: "openai", quality: 0.81, cost: { usd: 0.002 }, latencyMs: 3_000, utility: 0.6 };
  return {
    model,
    provider: "openai",
    fallbacks: ["model-1", "model-2"],
    task: "code",
    tasks: Object.fromEntries(TASKS.map((name, index) => [name, index === 0 ? 0.9 : 0.01])) as Decision["tasks"],
    difficulty: 0.42,
    cues: TASKS.slice(0, 5).map((name) => ({ text: `cue ${name}`, task: "code", weight: 0.3 })),
    reasons: [{ stage: "score", text: "best quality for the price among models that can do it" }],
    rejected: TASKS.slice(0, 6).map((name) => ({
      model: `other-${name}`,
      code: "no_credential",
      why: "No key is stored for this provider.",
    })),
    runnersUp: [scored, scored, scored],
    expected: scored,
    decidedBy: "score",
    dial: "balanced",
    estimatedInputTokens: 800,
    estimatedCost: { usd: 0.002 },
    notices: [],
    micros: 180,
  } as Decision;
}

function vocabulary(size: number): readonly string[] {
  const random = seeded(3);
  const words = new Set<string>();
  while (words.size < size) {
    const count = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length: count }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(""));
  }
  return [...words];
}
