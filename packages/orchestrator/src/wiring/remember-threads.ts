import { hash } from "node:crypto";
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
  readonly at: number;
  readonly conversation: NonNullable<DecideInput["conversation"]>;
}

/** A memory in this process: fingerprints and names of models, never text; nothing of incognito turns. */
export function rememberThreads(now: () => number): ThreadMemory {
  const threads = new Map<string, Known>();
  return {
    recall: (request) => {
      const goesOn = request.messages?.some(({ role }) => role === "assistant") === true;
      const known = goesOn ? threads.get(fingerprint(request)) : undefined;
      return known === undefined || now() - known.at > KEPT_MS ? {} : { conversation: known.conversation };
    },
    note: (request, { model, task, estimatedInputTokens }) => {
      if (request.messages === undefined || request.policy?.incognito === true) return;
      const key = fingerprint(request);
      // What goes on moves to the end, once there is anything to lose by not moving it.
      if (threads.size > LIMIT / 2) threads.delete(key);
      const conversation = { lastModel: model, lastTask: task, cachedTokens: estimatedInputTokens };
      threads.set(key, { at: now(), conversation });
      dropOldest(threads, LIMIT);
    },
  };
}

/** A thread is known by who asks, the system text and the first question: they stay while it grows. */
function fingerprint({ messages = [], system, keyId }: TurnRequest): string {
  const first = messages.find(({ role }) => role === "user");
  const question = first === undefined ? "" : messageText(first);
  const marked = messages[0]?.role === "system" ? messageText(messages[0]) : "";
  return hash(
    "sha1",
    `${keyId ?? ""}\n${(system ?? marked).slice(0, HEAD)}\n${question.length} ${question.slice(0, HEAD)}`,
  );
}
