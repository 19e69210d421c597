import { OrchestratorError, TASKS, type Dial, type Reason, type Rejection, type Task } from "@ai-orchestrator/contract";
import { learnedOffsets } from "../learning/learned-offsets.ts";
import { shiftTasks } from "../learning/shift-tasks.ts";
import { logit, sigmoid } from "../capability/capability-table.ts";
import { matchRules, type MatchedRule } from "../rules/match-rules.ts";
import { ABILITY } from "./abilities.ts";
import type { ChoiceContext } from "./choose.ts";
import type { ClassificationLike, DecideInput } from "./decide-input.ts";
import type { Band } from "./default-plans.ts";
import { coolingNow, screen, type HardConstraints } from "./hard-constraints.ts";
import { nothingLeftError } from "./nothing-left.ts";
import type { Preference } from "./preferences.ts";
import { promptEffort } from "./prompt-effort.ts";
import { privacyWordsIn, type PrivacyWords } from "./privacy-words.ts";
import { snapshotOf, type CandidateRow, type Snapshot } from "./snapshot.ts";
import { THINKING_TOKENS, expectedAnswer } from "./expected-work.ts";
import { rankCandidates, type Ranking } from "./rank-candidates.ts";
import { turnFacts, type TurnFacts } from "./turn-facts.ts";
import { weigh, type Weighed, type Work } from "./weigh.ts";

/** A classification as routing uses it, after the user's own words about the task. */
export interface Understanding {
  readonly task: Task | "unclear";
  readonly tasks: Readonly<Record<Task, number>>;
  /** Probability of the likeliest task. */
  readonly surest: number;
  readonly also: readonly Task[];
  /** Probability that a cheap model fails at this prompt: the classifier's, moved by the prompt's effort. */
  readonly difficulty: number;
  readonly difficultyUncertainty: number;
  readonly band: Band;
  /** Completes "a simple prompt because …"; undefined for a standard one. */
  readonly bandBecause: string | undefined;
  readonly longContext: boolean;
  readonly reasoning: boolean;
}

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
  /** Passed every hard constraint; never empty except for a pinned turn. */
  readonly weighed: readonly Weighed[];
  /** Undefined where there is no candidate. */
  readonly ranking: Ranking | undefined;
  readonly rejected: readonly Rejection[];
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
  const understanding = understand(input, { facts, classification, reasons, notices });
  const rules = matchRules(input.config.rules, ruleSubject(input, { facts, understanding, classification }));
  const dial = dialOf(input, { facts, rules, reasons });
  const constraints = constraintsOf(input, { facts, rules, privacy, understanding, snapshot, reasons });
  const preferLocal = input.request.policy?.preferLocal === true || input.config.preferLocal;
  const { rows, rejected, without } = screenTurn(snapshot, constraints, { isPinned: facts.wish.pinned !== undefined, isImageAsked: input.request.task === "image_gen" });
  if (without !== undefined) notices.push("No usable model makes pictures; a text model answers.");
  const work: Work = workOf(input, { facts, understanding, preferLocal, privacy, snapshot });
  const weighed = weigh(rows, work);
  return {
    input, facts, classification, understanding, snapshot, rules, privacy, dial, preferLocal, rejected, work, reasons, notices,
    constraints: without ?? constraints,
    weighed,
    ranking: weighed.length === 0 ? undefined : rankCandidates(weighed, dial, input.config.dials),
  };
}

/** What `choose` needs, from a prepared turn. */
export function choiceContext(prepared: Prepared, override: Partial<Pick<ChoiceContext, "weighed" | "ranking" | "subject" | "surest">> = {}): ChoiceContext {
  const { understanding, input } = prepared;
  return {
    weighed: prepared.weighed,
    ranking: override.ranking ?? prepared.ranking!,
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

interface Reading {
  readonly facts: TurnFacts;
  readonly classification: ClassificationLike;
  readonly reasons: Reason[];
  readonly notices: string[];
}

/** Logits of difficulty a unit of effort is worth, and the effort of a usual prompt. */
const EFFORT_SLOPE = 2;
const USUAL_EFFORT = 0.2;


function understand(input: DecideInput, reading: Reading): Understanding {
  const { facts, classification, reasons, notices } = reading;
  const { config } = input;
  if (facts.web && !config.enableWebSearch) {
    throw new OrchestratorError("blocked_by_policy", "Web search is switched off in config (enableWebSearch).", { suggestion: "Run without --web, or: aio config set defaults.enableWebSearch true" });
  }
  const chosen = input.request.task ?? facts.wish.task;
  const shifted = chosen === undefined ? shiftTasks(classification, input.learned, input.now) : undefined;
  if (chosen !== undefined) reasons.push({ stage: "notice", text: input.request.task === undefined ? `the model name asks for ${chosen}` : `you said the task is ${chosen}` });
  if (shifted?.changed) reasons.push({ stage: "notice", text: `your corrections say that such prompts are ${shifted.task}` });
  const asked = chosen ?? shifted?.task ?? classification.task;
  const posterior = chosen === undefined ? (shifted?.tasks ?? classification.tasks) : certain(chosen);
  const isOffline = asked === "websearch" && !config.enableWebSearch;
  if (isOffline) notices.push("Web search is switched off in config (enableWebSearch); the answer comes from what the model knows.");
  const task = isOffline ? "knowledge" : asked;
  const tasks = isOffline ? { ...posterior, knowledge: posterior.knowledge + posterior.websearch, websearch: 0 } : posterior;
  const also = (classification.also ?? []).filter((other) => other !== task);
  const { band, effort, because } = promptEffort({
    prompt: input.promptText,
    task,
    difficulty: classification.difficulty,
    think: facts.think,
    hasMaterial: facts.attachments.length > 0 || facts.tools,
    thresholds: config.bands,
  });
  const longContext = facts.inputTokens >= config.longContextTokens;
  const isSearch = task === "websearch";
  const reasoning = facts.think || band === "advanced" || (isSearch && also.some((other) => other === "reasoning" || other === "math" || other === "code"));
  let surest = 0;
  for (const name of TASKS) surest = Math.max(surest, tasks[name] ?? 0);
  return { task, tasks, surest, also, difficulty: routeDifficulty(classification.difficulty, effort), difficultyUncertainty: classification.difficultyUncertainty ?? 0, band, bandBecause: because, longContext, reasoning };
}

/** The classifier knows how often a cheap model fails at such a task; what this very prompt asks for moves that. */
function routeDifficulty(difficulty: number, effort: number): number {
  return sigmoid(logit(Math.min(0.95, Math.max(0.03, difficulty))) + EFFORT_SLOPE * (effort - USUAL_EFFORT));
}

/** A posterior that is sure of one task. */
export function certain(task: Task): Readonly<Record<Task, number>> {
  return Object.fromEntries(TASKS.map((name) => [name, name === task ? 1 : 0])) as Record<Task, number>;
}

function ruleSubject(input: DecideInput, turn: { readonly facts: TurnFacts; readonly understanding: Understanding; readonly classification: ClassificationLike }): Parameters<typeof matchRules>[1] {
  const attachments = input.request.attachments ?? [];
  return {
    promptText: input.promptText,
    messages: input.messages ?? input.request.messages ?? [],
    attachmentTexts: [...attachments.map((part) => `${part.name ?? ""}\n${part.type === "file" ? (part.text ?? "") : ""}`), input.request.system ?? ""],
    attachments: turn.facts.attachments,
    task: turn.understanding.task,
    also: turn.understanding.also,
    language: turn.classification.language,
  };
}

function dialOf(input: DecideInput, turn: { readonly facts: TurnFacts; readonly rules: readonly MatchedRule[]; readonly reasons: Reason[] }): Dial {
  if (turn.facts.dial !== undefined) return turn.facts.dial;
  for (const { rule, because } of turn.rules) {
    if (rule.effect.type !== "dial") continue;
    turn.reasons.push({ stage: "rule", text: `“${rule.text}” turns the dial to ${rule.effect.dial}: ${because}` });
    return rule.effect.dial;
  }
  return input.config.dial ?? (input.config.costOptimize ? "economy" : "balanced");
}

interface ConstraintParts {
  readonly facts: TurnFacts;
  readonly rules: readonly MatchedRule[];
  readonly privacy: PrivacyWords | undefined;
  readonly understanding: Understanding;
  readonly snapshot: Snapshot;
  readonly reasons: Reason[];
}

function constraintsOf(input: DecideInput, parts: ConstraintParts): HardConstraints {
  const { facts } = parts;
  const policy = input.request.policy;
  const limits = [policy?.maxCostUsd, input.budgetRemainingUsd].filter((limit) => limit !== undefined);
  const answer = expectedAnswer(parts.understanding.tasks, facts.inputTokens);
  return {
    localOnly: isLocalOnly(input, parts),
    deniedProviders: new Set(policy?.deniedProviders),
    allowedModels: policy?.allowedModels,
    forbidden: forbiddenBy(parts),
    needed: neededAbilities(parts),
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
  if (rule !== undefined) reasons.push({ stage: "rule", text: `“${rule.rule.text}” keeps this on this machine: ${rule.because}` });
  const words = privacy !== undefined && input.config.privacyWords === "local-only";
  if (words) reasons.push({ stage: "rule", text: `the prompt says “${privacy.phrase}”, and config keeps such prompts on this machine` });
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
      rows: new Set(names.filter((name) => !name.endsWith("/*")).flatMap((name) => parts.snapshot.rowsNamed(name).map((row) => row.key))),
    });
  }
  return forbidden;
}

function neededAbilities(parts: ConstraintParts): number {
  const { facts, understanding } = parts;
  let needed: number = understanding.task === "image_gen" && !facts.tools ? ABILITY.imageOutput : ABILITY.textOutput;
  for (const modality of facts.modalities) if (modality !== "text") needed |= ABILITY[modality];
  if (facts.tools) needed |= ABILITY.tools;
  if (facts.structured !== "none") needed = (needed & ~ABILITY.imageOutput) | ABILITY.textOutput | (facts.structured === "schema" ? ABILITY.schema : ABILITY.json);
  if (facts.web) needed |= ABILITY.web;
  return needed;
}

interface Screened {
  readonly rows: readonly CandidateRow[];
  readonly rejected: readonly Rejection[];
  /** The constraints that hold after a wish for pictures was dropped. */
  readonly without: HardConstraints | undefined;
}

/** Screens; a guessed wish for a picture that nobody can fulfil gives way to a text answer, a stated one does not. */
function screenTurn(snapshot: Snapshot, constraints: HardConstraints, turn: { readonly isPinned: boolean; readonly isImageAsked: boolean }): Screened {
  const first = screen(snapshot, constraints);
  if (first.rows.length > 0 || turn.isPinned) return { ...first, without: undefined };
  if ((constraints.needed & ABILITY.imageOutput) !== 0 && !turn.isImageAsked) {
    const without = { ...constraints, needed: (constraints.needed & ~ABILITY.imageOutput) | ABILITY.textOutput };
    const second = screen(snapshot, without);
    if (second.rows.length > 0) return { ...second, without };
  }
  throw nothingLeftError(snapshot, first.rejected, constraints);
}

interface WorkParts {
  readonly snapshot: Snapshot;
  readonly facts: TurnFacts;
  readonly understanding: Understanding;
  readonly preferLocal: boolean;
  readonly privacy: PrivacyWords | undefined;
}

/** A local model counts as good enough from this expected quality on. */
const GOOD_ENOUGH = 0.55;

function workOf(input: DecideInput, parts: WorkParts): Work {
  const { facts, understanding } = parts;
  const last = input.conversation;
  return {
    tasks: understanding.tasks,
    difficulty: understanding.difficulty,
    inputTokens: facts.inputTokens,
    maxOutputTokens: facts.maxOutputTokens,
    cachedFor: last?.lastModel !== undefined && last.cachedTokens !== undefined ? { model: last.lastModel, tokens: last.cachedTokens } : undefined,
    latencyStats: input.latencyStats,
    learned: learnedOffsets(input.learned, parts.snapshot.usable, input.now),
    turnPreferences: turnPreferencesOf(input, parts),
  };
}

function turnPreferencesOf(input: DecideInput, parts: WorkParts): Work["turnPreferences"] {
  const weights = input.config.preferenceWeights;
  const { preferLocal, facts } = parts;
  const privacy = parts.privacy;
  if (!preferLocal && privacy === undefined && !facts.think) return undefined;
  return (row, quality) => {
    const preferences: Preference[] = [];
    if (preferLocal && row.local && quality >= GOOD_ENOUGH) preferences.push({ name: "local", amount: weights.local, text: "local models are preferred and this one is good enough" });
    if (privacy !== undefined && row.local) preferences.push({ name: "privacy-words", amount: weights.privacyWords, text: `the prompt says “${privacy.phrase}” and ${row.key} runs on this machine` });
    if (facts.think && row.model.reasoning) preferences.push({ name: "thinking", amount: weights.thinking, text: "reasoning was asked for" });
    return preferences;
  };
}
