import { readLevel } from "../../packages/engine/src/routing/classify/judge-difficulty.ts";
import type { DifficultyCurve } from "../../packages/engine/src/routing/classify/trained-model.ts";
import {
  calibrateDifficulty,
  cheapFails,
  foldScores,
  kindsOf,
  scoreRows,
  setOf,
  usualScoresOf,
  type ScoredRows,
} from "./calibrate-difficulty.ts";
import { gainCurve } from "./gain-curve.ts";
import { createRandom } from "./random.ts";
import type { OutcomeRow, TaskRow } from "./read-rows.ts";
import { trainDifficulty } from "./train-difficulty.ts";
import type { TrainedTasks } from "./train-tasks.ts";

const EXAM_SET = "routellm-mmlu-1500";
/** A gap so small that a share of it means nothing. */
const LEAST_GAP = 0.05;

/** APGR of every set of outcomes: in five folds, and with the set (of the exams, a fifth of the subjects) left out of training. */
export function reportDifficulty(
  trained: TrainedTasks,
  rows: readonly OutcomeRow[],
  { prompts, temperature }: { readonly prompts: readonly TaskRow[]; readonly temperature: number },
): string {
  const { kinds, posteriors, keys } = kindsOf(trained, rows, temperature);
  const levelAt = (curves: Record<string, DifficultyCurve>, i: number, score: number): number =>
    readLevel(curves, score, { kind: kinds[i]!, posterior: posteriors[i]! }).value;
  const scored: ScoredRows = { rows, keys, scores: foldScores(trained.space, rows, kinds) };
  const usual = usualScoresOf(trained.space, trainDifficulty(trained.space, rows), prompts);
  const calibration = calibrateDifficulty(scored, usual);
  const folded = rows.map((_, i) => levelAt(calibration, i, scored.scores[i]!));
  const unseen = new Float64Array(rows.length);
  for (const held of heldOutGroups(rows)) {
    const kept = rows.map((_, i) => i).filter((i) => !held.has(i));
    const models = trainDifficulty(trained.space, pick(rows, kept));
    const own = [...held];
    const scores = scoreRows(trained.space, models, pick(rows, own), pick(kinds, own));
    const others = {
      rows: pick(rows, kept),
      keys: pick(keys, kept),
      scores: Float64Array.from(kept, (i) => scored.scores[i]!),
    };
    const curves = calibrateDifficulty(others, usualScoresOf(trained.space, models, prompts));
    own.forEach((i, j) => (unseen[i] = levelAt(curves, i, scores[j]!)));
  }
  const words = rows.map((row) => row.prompt.split(/\s+/).length);
  const groups = Map.groupBy(rows.keys(), (i) => setOf(rows[i]!));
  const lines = [...groups].map(([name, own]) => {
    const curve = (of: ArrayLike<number>): string => curveText(of, pick(rows, own), own);
    return `  ${name.padEnd(22)} left out ${curve(unseen)} ${interval(unseen, rows, own)}  five folds ${curve(folded)}  words ${curve(words)}`;
  });
  const withGap = [...groups.values()].filter((own) => gapOf(pick(rows, own)) >= LEAST_GAP);
  const areas = withGap.map((own) => areaOf(unseen, rows, own));
  return [
    "difficulty, APGR / CPT50 / CPT80",
    ...lines,
    `  sets with a gap, left out: mean ${mean(areas).toFixed(3)}, least ${Math.min(...areas).toFixed(3)}; words ${mean(withGap.map((own) => areaOf(words, rows, own))).toFixed(3)}`,
    `  all sets in one pool, as many of each, left out: ${areaOf(unseen, rows, evenPool(groups)).toFixed(3)}; words ${areaOf(words, rows, evenPool(groups)).toFixed(3)}`,
    ...asExams(trained, rows),
    `  calibration error, five folds ${calibrationError(folded, rows).toFixed(3)}, left out ${calibrationError(unseen, rows).toFixed(3)}`,
  ].join("\n");
}

/** Exam questions whose options the collection left out. */
const WITHOUT_OPTIONS: readonly string[] = ["arc_challenge", "openbook_qa", "commonsense_qa", "mmlu"];

/** How the exam score orders exams it has not seen: with their options they would be scored by it. */
function asExams(trained: TrainedTasks, rows: readonly OutcomeRow[]): string[] {
  return WITHOUT_OPTIONS.map((name) => {
    const own = rows.map((_, i) => i).filter((i) => setOf(rows[i]!) === name);
    const models = trainDifficulty(
      trained.space,
      rows.filter((row) => setOf(row) !== name),
    );
    const scores = new Float64Array(rows.length);
    scoreRows(
      trained.space,
      models,
      pick(rows, own),
      own.map(() => "exam"),
    ).forEach((score, j) => (scores[own[j]!] = score));
    return `  ${name.padEnd(22)} as an exam, left out ${areaOf(scores, rows, own).toFixed(3)} ${interval(scores, rows, own)}`;
  });
}

const SUBJECT_GROUPS = 5;

function heldOutGroups(rows: readonly OutcomeRow[]): Set<number>[] {
  const subjects = [...new Set(rows.filter((row) => setOf(row) === EXAM_SET).map((row) => row.subject))].toSorted();
  const groups = Map.groupBy(rows.keys(), (i) => {
    const row = rows[i]!;
    return setOf(row) === EXAM_SET ? `${EXAM_SET} ${subjects.indexOf(row.subject) % SUBJECT_GROUPS}` : row.subject;
  });
  return [...groups.values()].map((own) => new Set(own));
}

const POOL = 160;

/** The same number of rows of every set, evenly spaced. */
function evenPool(groups: ReadonlyMap<string, readonly number[]>): number[] {
  return [...groups.values()].flatMap((own) =>
    Array.from({ length: POOL }, (_, k) => own[Math.floor((k * own.length) / POOL)]!),
  );
}

function pick<T>(values: readonly T[], own: readonly number[]): T[] {
  return own.map((i) => values[i]!);
}

function gapOf(rows: readonly OutcomeRow[]): number {
  return mean(rows.map((row) => row.strong - row.weak));
}

function areaOf(scores: ArrayLike<number>, rows: readonly OutcomeRow[], own: readonly number[]): number {
  return gainCurve(
    own.map((i) => scores[i]!),
    own.map((i) => rows[i]!.strong),
    own.map((i) => rows[i]!.weak),
  ).apgr;
}

const RESAMPLES = 300;

/** 95 % bootstrap interval of the area. */
function interval(scores: ArrayLike<number>, rows: readonly OutcomeRow[], own: readonly number[]): string {
  if (gapOf(pick(rows, own)) < LEAST_GAP) return "";
  const random = createRandom(9);
  const areas = Array.from({ length: RESAMPLES }, () =>
    areaOf(
      scores,
      rows,
      own.map(() => own[random.below(own.length)]!),
    ),
  ).toSorted((a, b) => a - b);
  const at = (share: number): string => areas[Math.floor(RESAMPLES * share)]!.toFixed(2);
  return `[${at(0.025)}, ${at(0.975)}]`;
}

const BINS = 10;

/** Mean distance between what was said and what happened, over tenths of the rows in the order of what was said. */
function calibrationError(levels: ArrayLike<number>, rows: readonly OutcomeRow[]): number {
  const order = rows.map((_, i) => i).toSorted((a, b) => levels[a]! - levels[b]! || a - b);
  const bins = Array.from({ length: BINS }, (_, bin) =>
    order.slice(Math.floor((bin * order.length) / BINS), Math.floor(((bin + 1) * order.length) / BINS)),
  );
  return mean(
    bins.map((own) => Math.abs(mean(own.map((i) => levels[i]!)) - mean(own.map((i) => cheapFails(rows[i]!))))),
  );
}

function curveText(scores: ArrayLike<number>, test: readonly OutcomeRow[], own: readonly number[]): string {
  const { apgr, cpt50, cpt80 } = gainCurve(
    own.map((i) => scores[i]!),
    test.map((row) => row.strong),
    test.map((row) => row.weak),
  );
  return `${apgr.toFixed(3)} / ${cpt50.toFixed(0)} / ${cpt80.toFixed(0)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
