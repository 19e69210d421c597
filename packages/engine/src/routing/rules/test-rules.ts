import type { ClassificationLike } from "../decide/decide-input.ts";
import { describeRule } from "./describe-rule.ts";
import { matchRules } from "./match-rules.ts";
import type { AttachmentKind, Rule } from "./rule.ts";

/** One rule against one prompt. */
export interface RuleTest {
  readonly rule: Rule;
  readonly reading: string;
  readonly matches: boolean;
  /** What was recognised, where it matches. */
  readonly because?: string;
}

/** Which rules a prompt would trigger, all rules listed; nothing is called. */
export function testRules(
  rules: readonly Rule[],
  prompt: string,
  turn: {
    readonly classification: Pick<ClassificationLike, "task" | "also" | "language">;
    readonly attachments?: readonly AttachmentKind[];
  },
): readonly RuleTest[] {
  const subject = {
    promptText: prompt,
    messages: [],
    attachmentTexts: [],
    attachments: turn.attachments ?? [],
    task: turn.classification.task,
    also: turn.classification.also ?? [],
    language: turn.classification.language,
  };
  const matched = new Map(matchRules(rules, subject).map((match) => [match.rule, match.because]));
  return rules.map((rule) => {
    const because = matched.get(rule);
    return {
      rule,
      reading: describeRule(rule),
      matches: because !== undefined,
      ...(because !== undefined && { because }),
    };
  });
}
