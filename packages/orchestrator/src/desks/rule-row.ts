import { OrchestratorError } from "@ai-orchestrator/contract";
import { compileRule, describeRule, type Rule } from "@ai-orchestrator/engine/routing";
import type { RuleRow } from "../local-orchestrator.ts";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";

/** The rule a sentence means. Throws `invalid_input` with what was not understood. */
export function readSentence(sentence: string, models: Pick<ModelRoomKeeper, "ruleNames">): Rule {
  const compiled = compileRule(sentence, models.ruleNames());
  if (compiled.ok) return compiled.rule;
  throw new OrchestratorError("invalid_input", `That rule is not clear: ${compiled.problem}.`, {
    suggestion: compiled.suggestion,
  });
}

/** A sentence of the config as its owner reads it, with why it is not applied where it is not. */
export function sentenceRow(sentence: string, models: Pick<ModelRoomKeeper, "ruleNames">): RuleRow {
  const compiled = compileRule(sentence, models.ruleNames());
  if (compiled.ok) return toRow(compiled.rule);
  return { sentence, when: "", then: `not applied: ${compiled.problem}`, problem: compiled.problem };
}

/** A rule as its owner reads it. */
export function toRow(rule: Rule): RuleRow {
  const [when = "", then = ""] = describeRule(rule).split(" → ");
  return { sentence: rule.text, when, then };
}
