import type { DifficultyMeasures } from "./measure-difficulty.ts";
import type { SpeedMeasures } from "./measure-speed.ts";
import type { TaskMeasures } from "./measure-tasks.ts";

/** The classifier's measures as text. */
export function formatTasks(name: string, measures: TaskMeasures): string {
  const three = (value: number): string => value.toFixed(3);
  return [
    `tasks, ${name}, n ${measures.rows}`,
    `  accuracy ${three(measures.accuracy)} (majority ${three(measures.majority)})  macro-F1 ${three(measures.macroF1)}  ECE ${three(measures.calibrationError)}`,
    `  surest 80 % ${three(measures.accuracyAt80)}  surest 50 % ${three(measures.accuracyAt50)}`,
    `  F1 ${Object.entries(measures.f1)
      .map(([task, f1]) => `${task} ${f1.toFixed(2)}`)
      .join("  ")}`,
    `  same decision after ${Object.entries(measures.unchanged)
      .map(([edit, share]) => `${edit} ${three(share)}`)
      .join("  ")}`,
  ].join("\n");
}

/** The difficulty's measures as text. */
export function formatDifficulty(name: string, measures: DifficultyMeasures): string {
  const lines = Object.entries(measures.curves).map(
    ([ordering, { apgr, cpt50, cpt80 }]) =>
      `  ${ordering.padEnd(10)} APGR ${apgr.toFixed(3)}  CPT50 ${cpt50.toFixed(0)}  CPT80 ${cpt80.toFixed(0)}`,
  );
  const [low, high] = measures.interval;
  return [`difficulty, ${name}, n ${measures.rows}, 95 % [${low.toFixed(3)}, ${high.toFixed(3)}]`, ...lines].join("\n");
}

/** Speed as text. */
export function formatSpeed({ cold, p50, p99, worst, worstName, worstMedian }: SpeedMeasures): string {
  return `speed in microseconds: p50 ${p50.toFixed(1)}  p99 ${p99.toFixed(1)}  worst ${worst.toFixed(0)} (${worstName}), worst median ${worstMedian.toFixed(0)}  first call ${cold.toFixed(0)}`;
}
