import { TASKS } from "@ai-orchestrator/contract";
import { EDITS } from "../../bench/routing/edits.ts";
import { retemper } from "./fit-temperature.ts";
import type { HeldOutPrediction } from "./leave-source-out.ts";

/** Accuracy by left-out source, F1 by task, and calibration error, as text. */
export function reportTasks(title: string, predictions: readonly HeldOutPrediction[], temperature: number): string {
  const bySource = new Map<string, [number, number]>();
  const counts = TASKS.map(() => ({ hit: 0, said: 0, was: 0 }));
  const bins = Array.from({ length: 10 }, () => ({ sure: 0, right: 0, n: 0 }));
  for (const { row, probabilities } of predictions) {
    const p = retemper(probabilities, temperature);
    const best = p.indexOf(Math.max(...p));
    const label = TASKS.indexOf(row.task);
    const isRight = best === label ? 1 : 0;
    const [right, n] = bySource.get(row.source) ?? [0, 0];
    bySource.set(row.source, [right + isRight, n + 1]);
    counts[best]!.said++;
    counts[label]!.was++;
    counts[label]!.hit += isRight;
    const bin = bins[Math.min(9, Math.floor(p[best]! * 10))]!;
    bin.sure += p[best]!;
    bin.right += isRight;
    bin.n++;
  }
  const f1 = counts.map(({ hit, said, was }) => (2 * hit) / Math.max(1, said + was));
  const right = counts.reduce((sum, { hit }) => sum + hit, 0);
  const ece = bins.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.right), 0) / predictions.length;
  return [
    title,
    ...[...bySource].map(([source, [r, n]]) => `  ${source.padEnd(22)} ${(r / n).toFixed(3)}  n ${n}`),
    ...TASKS.map((task, k) => `  F1 ${task.padEnd(14)} ${f1[k]!.toFixed(3)}`),
    `  accuracy ${(right / predictions.length).toFixed(3)}  macro-F1 ${(f1.reduce((a, b) => a + b, 0) / f1.length).toFixed(3)}  ECE ${ece.toFixed(3)}  temperature ${temperature}`,
    ...naturalLine(predictions),
    ...EDITS.map(
      (edit, e) =>
        `  same after ${edit.name.padEnd(18)} ${shareOf(predictions.map((p) => p.unchanged[e] === true)).toFixed(4)}`,
    ),
  ].join("\n");
}

/** Sources whose prompts people wrote for themselves, not to a scheme. */
const NATURAL: readonly string[] = ["arena-hard-v0.1", "mt-bench", "self-instruct-seeds"];

function naturalLine(predictions: readonly HeldOutPrediction[]): string[] {
  const natural = predictions.filter(({ row }) => NATURAL.includes(row.source));
  const hits = natural.map(({ row, probabilities: p }) => TASKS[p.indexOf(Math.max(...p))] === row.task);
  return natural.length === 0 ? [] : [`  natural prompts ${shareOf(hits).toFixed(3)}`];
}

function shareOf(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / hits.length;
}
