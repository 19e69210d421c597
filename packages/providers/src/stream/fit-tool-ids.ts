import { createHash } from "node:crypto";
import type { Message, MessagePart } from "@ai-orchestrator/contract";

/** Which ids of tool calls a provider takes. One that it does not take becomes `prefix` and `length` letters and digits, the same ones every time. */
export interface ToolIdRule {
  readonly pattern: RegExp;
  readonly prefix: string;
  readonly length: number;
}

/**
 * The messages with ids of tool calls that their provider takes: conversations hold calls of other providers' models,
 * whose ids may have any form, and some give two calls one id. Each result keeps to its call. The same array where
 * nothing is to be changed.
 */
export function fitToolIds(messages: readonly Message[], rule: ToolIdRule | undefined): readonly Message[] {
  if (!messages.some(({ parts }) => parts.some(isAboutCall))) return messages;
  const ids = new ToolIds(rule);
  let isChanged = false;
  const fitted = messages.map((message): Message => {
    const parts = message.parts.map((part) => {
      const id =
        part.type === "tool-call" ? ids.called(part.id) : part.type === "tool-result" ? ids.answered(part.id) : "";
      if (!isAboutCall(part) || id === part.id) return part;
      isChanged = true;
      return { ...part, id };
    });
    return { ...message, parts };
  });
  return isChanged ? fitted : messages;
}

function isAboutCall(part: MessagePart): part is Extract<MessagePart, { type: "tool-call" | "tool-result" }> {
  return part.type === "tool-call" || part.type === "tool-result";
}

class ToolIds {
  readonly #rule: ToolIdRule | undefined;
  readonly #used = new Set<string>();
  /** By the id a call came with: ids its calls were given that have no result yet, oldest first. */
  readonly #waiting = new Map<string, string[]>();
  /** By the same: the id its last result was given. */
  readonly #answered = new Map<string, string>();

  constructor(rule: ToolIdRule | undefined) {
    this.#rule = rule;
  }

  called(id: string): string {
    let fitted = fit(id, this.#rule);
    for (let n = 2; this.#used.has(fitted); n += 1) fitted = fit(`${id}_${n}`, this.#rule);
    this.#used.add(fitted);
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), fitted]);
    return fitted;
  }

  answered(id: string): string {
    const fitted = this.#waiting.get(id)?.shift() ?? this.#answered.get(id) ?? fit(id, this.#rule);
    this.#answered.set(id, fitted);
    return fitted;
  }
}

function fit(id: string, rule: ToolIdRule | undefined): string {
  if (rule === undefined || rule.pattern.test(id)) return id;
  const letters = createHash("sha256")
    .update(id)
    .digest("base64")
    .replaceAll(/[^a-zA-Z0-9]/g, "");
  return rule.prefix + letters.slice(0, rule.length);
}
