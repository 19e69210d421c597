import type { Dial, Reason, Rejection } from "@ai-orchestrator/contract";
import { matchRules, type MatchedRule, type RuleSubject } from "../rules/match-rules.ts";
import { ABILITY } from "./abilities.ts";
import type { ChoiceContext } from "./choose.ts";
import type { ClassificationLike, DecideInput } from "./decide-input.ts";
import { screen, type HardConstraints } from "./hard-constraints.ts";
import { nothingLeftError } from "./nothing-left.ts";
import { privacyWordsIn, type PrivacyWords } from "./privacy-words.ts";
import { rankCandidates, type Ranking } from "./rank-candidates.ts";
import { snapshotOf, type CandidateRow, type Snapshot } from "./snapshot.ts";
import { turnConstraints } from "./turn-constraints.ts";
import { attachmentKinds, turnFacts, type TurnFacts } from "./turn-facts.ts";
import { turnWork } from "./turn-work.ts";
import { understandTurn, type Understanding } from "./understand-turn.ts";
import { weigh, type Weighed, type Work } from "./weigh.ts";

/** Everything between the hard constraints and the choice: who may answer, and what each is worth. */
export interface Prepared {
  readonly input: DecideInput;
  readonly facts: TurnFacts;
  readonly classification: ClassificationLike;
  readonly understanding: Understanding;
  readonly snapshot: Snapshot;
  readonly constraints: HardConstraints;
  readonly rules: readonly MatchedRule[];
  readonly privacy: PrivacyWords | undefined;
  readonly dial: Dial;
  readonly preferLocal: boolean;
  readonly field: Field;
  readonly work: Work;
  readonly reasons: readonly Reason[];
  readonly notices: readonly string[];
}

/** Facts, rules, hard constraints and weights of a turn. Throws as `decide` does when nothing is left, unless a model is pinned. */
export function prepareDecision(input: DecideInput, classification: ClassificationLike): Prepared {
  const facts = turnFacts(input);
  const snapshot = snapshotOf(input, input.now);
  const privacy = privacyWordsIn(input.promptText);
  const reasons: Reason[] = [];
  const notices: string[] = [];
  const understanding = understandTurn(input, { facts, classification, reasons, notices });
  const rules = rulesThatHold(input, { facts, understanding, classification });
  const dial = dialOf(input, { facts, rules, reasons });
  const constraints = turnConstraints(input, { facts, rules, privacy, understanding, snapshot, reasons });
  const preferLocal = input.request.policy?.preferLocal === true || input.config.preferLocal;
  const work: Work = turnWork(input, { facts, understanding, preferLocal, privacy, snapshot });
  const isPinned = facts.wish.pinned !== undefined;
  const field = new Field(isPinned, () => {
    const screened = screenTurn(snapshot, constraints, { isPinned, isImageAsked: input.request.task === "image_gen" });
    const weighed = weigh(screened.rows, work);
    return { ...screened, weighed, ranking: rankCandidates(weighed, dial, input.config.dials) };
  });
  const without = isPinned ? undefined : field.all.without;
  if (without !== undefined) notices.push("No usable model makes pictures; a text model answers.");
  return {
    input,
    facts,
    classification,
    understanding,
    snapshot,
    rules,
    privacy,
    dial,
    preferLocal,
    field,
    work,
    reasons,
    notices,
    constraints: without ?? constraints,
  };
}

interface Screening extends Screened {
  /** Passed every hard constraint; never empty except for a pinned turn. */
  readonly weighed: readonly Weighed[];
  /** Undefined where there is no candidate. */
  readonly ranking: Ranking | undefined;
}

/** All models screened and weighed. For a pinned turn, which needs one of them, only when someone looks at the others. */
class Field {
  readonly #make: () => Screening;
  #made: Screening | undefined;

  constructor(isLazy: boolean, make: () => Screening) {
    this.#make = make;
    if (!isLazy) this.#made = make();
  }

  get all(): Screening {
    return (this.#made ??= this.#make());
  }
}

/** What `choose` needs, from a prepared turn; a chain's step brings its own candidates and subject. */
export function choiceContext(
  prepared: Prepared,
  ranking: Ranking,
  override: Partial<Pick<ChoiceContext, "weighed" | "subject" | "surest" | "lastModel">> = {},
): ChoiceContext {
  const { understanding, input } = prepared;
  return {
    weighed: prepared.field.all.weighed,
    ranking,
    snapshot: prepared.snapshot,
    config: input.config,
    subject: {
      task: understanding.task,
      band: understanding.band,
      longContext: understanding.longContext,
      reasoning: understanding.reasoning,
      bandBecause: understanding.bandBecause,
      preferLocal: prepared.preferLocal,
    },
    surest: understanding.surest,
    difficultyUncertainty: understanding.difficultyUncertainty,
    lastModel: input.conversation?.lastModel,
    ...override,
  };
}

/** What rules are matched against beside the input. */
interface RuledTurn {
  readonly facts: TurnFacts;
  readonly understanding: Understanding;
  readonly classification: ClassificationLike;
}

const NO_RULES: readonly MatchedRule[] = [];

function rulesThatHold(input: DecideInput, turn: RuledTurn): readonly MatchedRule[] {
  const { rules } = input.config;
  return rules.length === 0 ? NO_RULES : matchRules(rules, ruleSubject(input, turn));
}

function ruleSubject(input: DecideInput, turn: RuledTurn): RuleSubject {
  const attachments = input.request.attachments ?? [];
  return {
    promptText: input.promptText,
    messages: input.everything ?? input.messages ?? input.request.messages ?? [],
    attachmentTexts: [
      ...attachments.map((part) => `${part.name ?? ""}\n${part.type === "file" ? (part.text ?? "") : ""}`),
      input.request.system ?? "",
    ],
    attachments: turn.facts.attachments,
    ...(input.summarized === undefined
      ? {}
      : { summarized: input.summarized, summarizedAttachments: () => attachmentKinds(input.summarized?.() ?? []) }),
    task: turn.understanding.task,
    also: turn.understanding.also,
    language: turn.classification.language,
  };
}

function dialOf(
  input: DecideInput,
  turn: { readonly facts: TurnFacts; readonly rules: readonly MatchedRule[]; readonly reasons: Reason[] },
): Dial {
  if (turn.facts.dial !== undefined) return turn.facts.dial;
  for (const { rule, because } of turn.rules) {
    if (rule.effect.type !== "dial") continue;
    turn.reasons.push({ stage: "rule", text: `“${rule.text}” turns the dial to ${rule.effect.dial}: ${because}` });
    return rule.effect.dial;
  }
  return input.config.dial ?? (input.config.costOptimize ? "economy" : "balanced");
}

interface Screened {
  readonly rows: readonly CandidateRow[];
  readonly rejected: readonly Rejection[];
  /** The constraints that hold after a wish for pictures was dropped. */
  readonly without: HardConstraints | undefined;
}

/** Screens; a guessed wish for a picture that nobody can fulfil gives way to a text answer, a stated one does not. */
function screenTurn(
  snapshot: Snapshot,
  constraints: HardConstraints,
  turn: { readonly isPinned: boolean; readonly isImageAsked: boolean },
): Screened {
  const first = screen(snapshot, constraints);
  if (first.rows.length > 0 || turn.isPinned) return { ...first, without: undefined };
  if ((constraints.needed & ABILITY.imageOutput) !== 0 && !turn.isImageAsked) {
    const without = { ...constraints, needed: (constraints.needed & ~ABILITY.imageOutput) | ABILITY.textOutput };
    const second = screen(snapshot, without);
    if (second.rows.length > 0) return { ...second, without };
  }
  throw nothingLeftError(snapshot, first.rejected, constraints);
}
