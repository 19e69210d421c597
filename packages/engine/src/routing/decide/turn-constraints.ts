import type { Reason } from "@ai-orchestrator/contract";
import type { MatchedRule } from "../rules/match-rules.ts";
import { ABILITY } from "./abilities.ts";
import type { DecideInput } from "./decide-input.ts";
import { THINKING_TOKENS, expectedAnswer } from "./expected-work.ts";
import { coolingNow, type HardConstraints } from "./hard-constraints.ts";
import type { PrivacyWords } from "./privacy-words.ts";
import type { Snapshot } from "./snapshot.ts";
import type { TurnFacts } from "./turn-facts.ts";
import type { Understanding } from "./understand-turn.ts";

/** What constraints follow from; reasons for those that are not plain policy are written down. */
export interface ConstraintParts {
  readonly facts: TurnFacts;
  readonly rules: readonly MatchedRule[];
  readonly privacy: PrivacyWords | undefined;
  readonly understanding: Understanding;
  readonly snapshot: Snapshot;
  readonly reasons: Reason[];
}

const NOBODY: ReadonlySet<string> = new Set();

/** The hard constraints of a turn: request, policy, rules and privacy words together. */
export function turnConstraints(input: DecideInput, parts: ConstraintParts): HardConstraints {
  const { facts } = parts;
  const policy = input.request.policy;
  const limits = [policy?.maxCostUsd, input.budgetRemainingUsd].filter((limit) => limit !== undefined);
  const answer = expectedAnswer(parts.understanding.probabilities, facts.inputTokens);
  return {
    localOnly: isLocalOnly(input, parts),
    deniedProviders: policy?.deniedProviders === undefined ? NOBODY : new Set(policy.deniedProviders),
    allowedModels: policy?.allowedModels,
    forbidden: forbiddenBy(parts),
    needed: neededAbilities(parts, input.request.task === "image_gen"),
    inputTokens: facts.inputTokens,
    maxOutputTokens: facts.maxOutputTokens,
    maxUsd: limits.length === 0 ? undefined : Math.min(...limits),
    budgetOutputTokens: facts.maxOutputTokens ?? 2 * answer,
    budgetThinkingTokens: facts.maxOutputTokens === undefined ? THINKING_TOKENS * parts.understanding.difficulty : 0,
    cooling: coolingNow(input.health, input.now),
    now: input.now,
  };
}

function isLocalOnly(input: DecideInput, parts: ConstraintParts): boolean {
  const { facts, rules, privacy, reasons } = parts;
  const rule = rules.find((matched) => matched.rule.effect.type === "local-only");
  if (rule !== undefined)
    reasons.push({ stage: "rule", text: `“${rule.rule.text}” keeps this on this machine: ${rule.because}` });
  const words = privacy !== undefined && input.config.privacyWords === "local-only";
  if (words)
    reasons.push({
      stage: "rule",
      text: `the prompt says “${privacy.phrase}”, and config keeps such prompts on this machine`,
    });
  return facts.localOnly || rule !== undefined || words;
}

function forbiddenBy(parts: ConstraintParts): HardConstraints["forbidden"] {
  const forbidden: { rows: ReadonlySet<string>; providers: ReadonlySet<string>; text: string }[] = [];
  for (const { rule } of parts.rules) {
    if (rule.effect.type !== "avoid") continue;
    const names = rule.effect.models;
    forbidden.push({
      text: rule.text,
      providers: new Set(names.filter((name) => name.endsWith("/*")).map((name) => name.slice(0, -2))),
      rows: new Set(
        names
          .filter((name) => !name.endsWith("/*"))
          .flatMap((name) => parts.snapshot.rowsNamed(name).map((row) => row.key)),
      ),
    });
  }
  return forbidden;
}

function neededAbilities(parts: ConstraintParts, isPictureStated: boolean): number {
  const { facts, understanding } = parts;
  let needed: number = understanding.task === "image_gen" && !facts.tools ? ABILITY.imageOutput : ABILITY.textOutput;
  // Whoever names a model knows what comes out of it; a guess about the text must not stop them.
  if (facts.wish.pinned !== undefined && !isPictureStated) needed = 0;
  for (const modality of facts.modalities) if (modality !== "text") needed |= ABILITY[modality];
  if (facts.tools) needed |= ABILITY.tools;
  if (facts.structured !== "none")
    needed =
      (needed & ~ABILITY.imageOutput) |
      ABILITY.textOutput |
      (facts.structured === "schema" ? ABILITY.schema : ABILITY.json);
  if (facts.web) needed |= ABILITY.web;
  return needed;
}
