import { dropOldest, messageText, type Decision, type TurnRequest } from "@ai-orchestrator/contract";
import type { DecideInput } from "@ai-orchestrator/engine/routing";

/** Which model went on with which thread of a caller that keeps its own history, so that the next request can profit from its provider's prompt cache. */
export interface ThreadMemory {
  /** What is known of the thread that a request goes on with; empty for one that begins. */
  recall(request: TurnRequest): Pick<DecideInput, "conversation">;
  /** Notes what was decided for it. */
  note(request: TurnRequest, decision: Decision): void;
}

/** Providers keep prompts for 5 minutes to an hour; threads beyond `LIMIT` are forgotten, the oldest first. */
const KEPT_MS = 10 * 60_000;
const LIMIT = 2_000;
/** How much of the first texts tells threads apart. */
const HEAD = 2_000;

interface Known {
  /** Whose it is: no likeness of numbers lets one caller see what another did. */
  readonly keyId: string | undefined;
  readonly at: number;
  readonly conversation: NonNullable<DecideInput["conversation"]>;
}

/** A memory in this process: fingerprints and names of models, never text; nothing of incognito turns. */
export function rememberThreads(now: () => number): ThreadMemory {
  const threads = new Map<number, Known>();
  return {
    recall: (request) => {
      const goesOn = request.messages?.some(({ role }) => role === "assistant") === true;
      const known = goesOn ? threads.get(fingerprint(request)) : undefined;
      const isTheirs = known !== undefined && known.keyId === request.keyId && now() - known.at <= KEPT_MS;
      return isTheirs ? { conversation: known.conversation } : {};
    },
    note: (request, { model, task, estimatedInputTokens }) => {
      if (request.messages === undefined || request.policy?.incognito === true) return;
      const key = fingerprint(request);
      // What goes on moves to the end, once there is anything to lose by not moving it.
      if (threads.size > LIMIT / 2) threads.delete(key);
      const conversation = { lastModel: model, lastTask: task, cachedTokens: estimatedInputTokens };
      threads.set(key, { keyId: request.keyId, at: now(), conversation });
      dropOldest(threads, LIMIT);
    },
  };
}

/**
 * A thread is known by who asks, the system text and the first question: they stay while it grows. By 53 bits of them:
 * where two threads of a caller were taken for one, the second would be inclined to the first one's model, and nothing else.
 */
function fingerprint({ messages = [], system, keyId = "" }: TurnRequest): number {
  const first = messages.find(({ role }) => role === "user");
  const question = first === undefined ? "" : messageText(first);
  const marked = messages[0]?.role === "system" ? messageText(messages[0]) : "";
  const sum = new Sum();
  sum.add(keyId, keyId.length);
  sum.add(system ?? marked, HEAD);
  sum.add(question, HEAD);
  return sum.value(question.length);
}

/** Texts' beginnings as one number: two hashes of 32 bits by multiplying (FNV-1a), each with another factor. */
class Sum {
  #a = 0x811c9dc5;
  #b = 0x9e3779b1;

  add(words: string, most: number): void {
    let [a, b] = [this.#a, this.#b];
    const end = Math.min(words.length, most);
    for (let index = 0; index < end; index++) {
      const unit = words.charCodeAt(index);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x85ebca6b);
      b ^= b >>> 15;
    }
    this.#a = Math.imul(a ^ 0xff, 0x01000193);
    this.#b = Math.imul(b ^ 0xff, 0x85ebca6b);
  }

  value(length: number): number {
    const [a, b] = [Math.imul(this.#a ^ length, 0x01000193), Math.imul(this.#b ^ length, 0x85ebca6b)];
    return ((b ^ (b >>> 13)) & 0x1fffff) * 0x1_0000_0000 + (a >>> 0);
  }
}
