import { hash, randomBytes } from "node:crypto";
import { dropOldest, type MessagePart, type ModelCall } from "@ai-orchestrator/contract";
import { withoutReasoning } from "./without-reasoning.ts";

/** Parts kept in mind; a conversation brings a few. */
const MOST_KEPT = 4_096;
const SALT = randomBytes(16).toString("base64");
/** What a model refused of others, by hash under a salt of this process: nothing of it can be read here. */
const refused = new Map<string, true>();

/**
 * Remembers the signed parts of a call that `model` (an address and a model's id) refused and then answered without: the
 * conversation brings them again with every turn, and each would cost a refusal. Nothing of an incognito call is kept.
 */
export function rememberRefused(model: string, call: ModelCall): void {
  if (call.incognito === true) return;
  for (const { role, parts } of call.messages) {
    if (role !== "assistant") continue;
    for (const part of parts) {
      const name = nameOf(part, model);
      if (name === undefined) continue;
      refused.set(name, true);
      dropOldest(refused, MOST_KEPT);
    }
  }
}

/** The call without what `model` is known to refuse of it. */
export function withoutRefused(model: string, call: ModelCall): ModelCall {
  if (refused.size === 0) return call;
  const isRefused = (part: MessagePart): boolean => {
    const name = nameOf(part, model);
    return name !== undefined && refused.has(name);
  };
  return withoutReasoning(call, isRefused) ?? call;
}

function nameOf(part: MessagePart, model: string): string | undefined {
  if (!("providerMetadata" in part) || part.providerMetadata === undefined) return undefined;
  return hash("sha256", `${SALT}${model}\n${JSON.stringify(part.providerMetadata)}`, "base64");
}
