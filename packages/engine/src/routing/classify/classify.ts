import { TASKS, type Task } from "@ai-orchestrator/contract";
import { clipPrompt, unclip } from "./clip-prompt.ts";
import { strongestCues, type TaskCue } from "./explain-cues.ts";
import { createReading, readPrompt, type Reading } from "./extract-features.ts";
import { furtherTasks } from "./further-tasks.ts";
import { judgeDifficulty } from "./judge-difficulty.ts";
import { TASK_COUNT } from "./model.ts";
import { loadModel, type TrainedModel } from "./trained-model.ts";
import { addWeights } from "./weight-table.ts";

/** What a prompt's text asks for. */
export interface Classification {
  /** The likeliest task; "unclear" if the text holds nothing to judge by. */
  readonly task: Task | "unclear";
  /** Calibrated probabilities, in the order of TASKS, summing to 1. "unclear" is no share of it: a flat posterior is. */
  readonly tasks: Readonly<Record<Task, number>>;
  /** Further tasks the prompt really asks for, in clauses of their own, in order: what may start a chain. */
  readonly also: readonly Task[];
  /** Probability, 0–1, that a cheap model fails, cases where a strong one fails too counting half. Orders prompts by their need of a strong model. */
  readonly difficulty: number;
  /** Half-width of the interval around `difficulty`; wide where training data is thin. */
  readonly difficultyUncertainty: number;
  /** Primary language code, such as "en" or "zh". */
  readonly language: string;
  /** The strongest causes of `task`, strongest first. Each was tested: without it the task's probability falls. Computed on first read. */
  readonly cues: readonly TaskCue[];
  /** Where the instruction stands in the prompt, in code units. */
  readonly instruction: readonly { readonly start: number; readonly end: number }[];
}

/** What is known beside the text. */
export interface ClassifyContext {
  /** The task of the turn before, which a short follow-up ("and in French?") inherits. */
  readonly previousTask?: Task | "unclear";
}

/** Words up to which a prompt can be a follow-up. */
const FOLLOW_UP_WORDS = 6;
const FOLLOW_UP_SHARE = 0.55;

const reading: Reading = createReading();
const probeReading: Reading = createReading();
const scores: Float64Array = new Float64Array(TASK_COUNT);

/**
 * Says what a prompt asks for, in time bounded whatever its length (only head and tail of a long prompt are read).
 * Pure: the same prompt and context give the same answer. Sources: softmax regression over sparse features with
 * temperature scaling (Guo et al. 2017); weights by tools/train-routing.
 */
export function classify(prompt: string, context: ClassifyContext = {}): Classification {
  const model = loadModel();
  readPrompt(model.space, reading, prompt);
  posterior(model, reading, scores);
  const isBlind = reading.spans.words === 0;
  inherit(reading, context, scores);
  const tasks = toRecord(scores);
  const best = strongest(scores);
  const task: Task | "unclear" = isBlind ? "unclear" : TASKS[best]!;
  const difficulty = judgeDifficulty(model, reading, scores);
  let cues: readonly TaskCue[] | undefined;
  return {
    task,
    tasks,
    also: isBlind ? [] : furtherTasks(reading, TASKS[best]!),
    difficulty: difficulty.value,
    difficultyUncertainty: difficulty.uncertainty,
    language: reading.language,
    get cues(): readonly TaskCue[] {
      cues ??= task === "unclear" ? [] : trueCues(model, prompt, task);
      return cues;
    },
    instruction: instructionSpans(reading),
  };
}

function posterior(model: TrainedModel, read: Reading, into: Float64Array): void {
  const { features } = read;
  const { temperature } = model;
  into.fill(0);
  for (let f = 0; f < features.count; f++) addWeights(model.weights, features.ids[f]!, features.values[f]!, into);
  let most = -Infinity;
  for (let k = 0; k < TASK_COUNT; k++) most = Math.max(most, into[k]!);
  let sum = 0;
  for (let k = 0; k < TASK_COUNT; k++) {
    into[k] = Math.exp((into[k]! - most) / temperature);
    sum += into[k]!;
  }
  for (let k = 0; k < TASK_COUNT; k++) into[k]! /= sum;
}

/** Mixes in the previous task when the prompt is too short to stand alone. */
function inherit(read: Reading, context: ClassifyContext, into: Float64Array): void {
  const { previousTask } = context;
  if (previousTask === undefined || previousTask === "unclear" || read.spans.words > FOLLOW_UP_WORDS) return;
  const before = TASKS.indexOf(previousTask);
  const certainty = into[strongest(into)]!;
  const share = FOLLOW_UP_SHARE * (certainty > 0.9 ? 0.4 : 1);
  for (let k = 0; k < TASK_COUNT; k++) into[k]! *= 1 - share;
  into[before]! += share;
}

function strongest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

function toRecord(values: Float64Array): Record<Task, number> {
  const record = {} as Record<Task, number>;
  TASKS.forEach((task, k) => (record[task] = values[k]!));
  return record;
}

const MOST_CUES = 4;

/**
 * Candidates that pass the test: take the words out (or the property's weight), and the task becomes less likely. Words
 * that do not stand in the prompt as one piece (across the cut of a long one) are not quoted.
 */
function trueCues(model: TrainedModel, prompt: string, task: Task): TaskCue[] {
  const label = TASKS.indexOf(task);
  const probe = new Float64Array(TASK_COUNT);
  readPrompt(model.space, probeReading, prompt);
  posterior(model, probeReading, probe);
  const before = probe[label]!;
  const { clipped } = probeReading;
  // Words are taken out of the text with its courtesies, as a person would take them out of the prompt.
  const { text } = clipPrompt(prompt);
  const candidates = strongestCues(model.space, model.weights, probeReading, task);
  const kept: TaskCue[] = [];
  for (const cue of candidates) {
    if (kept.length === MOST_CUES) break;
    if (kept.some((other) => overlaps(other, cue))) continue;
    if (cue.span !== undefined) {
      const [start, end] = [clipped.offset + cue.span.start, clipped.offset + cue.span.end];
      readPrompt(model.space, probeReading, text.slice(0, start) + text.slice(end));
      posterior(model, probeReading, probe);
      if (probe[label]! >= before) continue;
    }
    kept.push(cue);
  }
  return kept
    .map((cue) =>
      cue.span === undefined
        ? cue
        : { ...cue, span: { start: unclip(clipped, cue.span.start), end: unclip(clipped, cue.span.end) } },
    )
    .filter(({ span, text: quoted }) => span === undefined || prompt.slice(span.start, span.end) === quoted);
}

/** Two cues that share words, or say the same, are one reason. */
function overlaps(a: TaskCue, b: TaskCue): boolean {
  if (a.text.toLowerCase() === b.text.toLowerCase()) return true;
  return a.span !== undefined && b.span !== undefined && a.span.start < b.span.end && b.span.start < a.span.end;
}

function instructionSpans(read: Reading): { start: number; end: number }[] {
  const { scan, spans, clipped } = read;
  const found: { start: number; end: number }[] = [];
  let open = -1;
  for (let i = 0; i <= scan.tokens; i++) {
    const isInside = i < scan.tokens && spans.isInstruction[i] === 1;
    if (isInside && open < 0) open = i;
    if (!isInside && open >= 0) {
      found.push({ start: unclip(clipped, scan.start[open]!), end: unclip(clipped, scan.end[i - 1]!) });
      open = -1;
    }
  }
  return found;
}
