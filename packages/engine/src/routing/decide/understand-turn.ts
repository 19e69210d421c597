import { OrchestratorError, TASKS, type Reason, type Task } from "@ai-orchestrator/contract";
import { shiftTasks } from "../learning/shift-tasks.ts";
import type { ClassificationLike, DecideInput } from "./decide-input.ts";
import type { Band } from "./default-plans.ts";
import { inOrder } from "./expected-work.ts";
import { promptEffort } from "./prompt-effort.ts";
import { routedDifficulty } from "./routed-difficulty.ts";
import type { TurnFacts } from "./turn-facts.ts";

/** A classification as routing uses it, after the user's own words about the task. */
export interface Understanding {
  readonly task: Task | "unclear";
  readonly tasks: Readonly<Record<Task, number>>;
  /** The same in the order of `TASKS`. */
  readonly probabilities: Float64Array;
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

/** What is read, and where causes and notices are written down. */
interface Reading {
  readonly facts: TurnFacts;
  readonly classification: ClassificationLike;
  readonly reasons: Reason[];
  readonly notices: string[];
}

/** The task and the demands of a turn. Throws `blocked_by_policy` if the caller insists on the web and config forbids it. */
export function understandTurn(input: DecideInput, reading: Reading): Understanding {
  const { facts, classification, reasons, notices } = reading;
  const { config } = input;
  if (facts.web && !config.enableWebSearch) {
    throw new OrchestratorError("blocked_by_policy", "Web search is switched off in config (enableWebSearch).", {
      suggestion: "Run without --web, or: aio config set defaults.enableWebSearch true",
    });
  }
  const chosen = input.request.task ?? facts.wish.task;
  const shifted = chosen === undefined ? shiftTasks(classification, input.learned, input.now) : undefined;
  if (chosen !== undefined)
    reasons.push({
      stage: "notice",
      text: input.request.task === undefined ? `the model name asks for ${chosen}` : `you said the task is ${chosen}`,
    });
  if (shifted?.changed)
    reasons.push({ stage: "notice", text: `your corrections say that such prompts are ${shifted.task}` });
  const asked = chosen ?? shifted?.task ?? classification.task;
  const posterior = chosen === undefined ? (shifted?.tasks ?? classification.tasks) : certain(chosen);
  const isOffline = asked === "websearch" && !config.enableWebSearch;
  if (isOffline)
    notices.push("Web search is switched off in config (enableWebSearch); the answer comes from what the model knows.");
  const task = isOffline ? "knowledge" : asked;
  const tasks = isOffline
    ? { ...posterior, knowledge: posterior.knowledge + posterior.websearch, websearch: 0 }
    : posterior;
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
  const reasoning =
    facts.think ||
    band === "advanced" ||
    (isSearch && also.some((other) => other === "reasoning" || other === "math" || other === "code"));
  const probabilities = inOrder(tasks);
  return {
    task,
    tasks,
    probabilities,
    surest: largest(probabilities),
    also,
    difficulty: routedDifficulty(classification.difficulty, effort),
    difficultyUncertainty: classification.difficultyUncertainty ?? 0,
    band,
    bandBecause: because,
    longContext,
    reasoning,
  };
}

function largest(values: Float64Array): number {
  let found = 0;
  for (let index = 0; index < values.length; index++) found = Math.max(found, values[index] ?? 0);
  return found;
}

/** A posterior that is sure of one task. */
export function certain(task: Task): Readonly<Record<Task, number>> {
  return Object.fromEntries(TASKS.map((name) => [name, name === task ? 1 : 0])) as Record<Task, number>;
}
