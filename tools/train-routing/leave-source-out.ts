import { TASKS } from "@ai-orchestrator/contract";
import { extractRows } from "./choose-features.ts";
import type { TaskRow } from "./read-rows.ts";
import { predictRows, trainTasks } from "./train-tasks.ts";

/** What a classifier trained without a row's source said of the row. */
export interface HeldOutPrediction {
  readonly row: TaskRow;
  readonly probabilities: Float64Array;
}

/** Trains once without each source, on the other rows and `extra` rows of other sources, and predicts that source. */
export function leaveSourceOut(rows: readonly TaskRow[], extra: readonly TaskRow[]): HeldOutPrediction[] {
  const sources = [...new Set(rows.map((row) => row.source))].toSorted();
  return sources.flatMap((source) => {
    const trained = trainTasks([...rows, ...extra].filter((row) => row.source !== source));
    const held = rows.filter((row) => row.source === source);
    const sparse = extractRows(
      trained.space,
      held.map((row) => ({
        prompt: row.prompt,
        label: TASKS.indexOf(row.task),
        weight: 1,
        family: "",
        isVariation: false,
      })),
    );
    return predictRows(trained, sparse, 1).map((probabilities, i) => ({ row: held[i]!, probabilities }));
  });
}
