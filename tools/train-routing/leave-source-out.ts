import { TASKS } from "@ai-orchestrator/contract";
import type { Edit } from "../../bench/routing/edits.ts";
import { extractRows } from "./choose-features.ts";
import type { TaskRow } from "./read-rows.ts";
import { predictRows, trainTasks, type TrainedTasks } from "./train-tasks.ts";

/** What a classifier trained without a row's source said of the row. */
export interface HeldOutPrediction {
  readonly row: TaskRow;
  readonly probabilities: Float64Array;
  /** For each edit asked for, whether the likeliest task of the edited prompt is the same. */
  readonly unchanged: readonly boolean[];
}

/** Trains once without each source, an author being one, on the other rows and `extra` rows of other sources, and predicts that source. */
export function leaveSourceOut(
  rows: readonly TaskRow[],
  extra: readonly TaskRow[],
  edits: readonly Edit[] = [],
): HeldOutPrediction[] {
  const sources = [...new Set(rows.map((row) => row.source))].toSorted();
  return sources.flatMap((source) => {
    const trained = trainTasks([...rows, ...extra].filter((row) => row.source !== source));
    const held = rows.filter((row) => row.source === source);
    const plain = predict(
      trained,
      held.map((row) => row.prompt),
    );
    const edited = edits.map((edit) =>
      predict(
        trained,
        held.map((row, i) => edit.apply(row.prompt, i + 1)),
      ),
    );
    return plain.map((probabilities, i) => ({
      row: held[i]!,
      probabilities,
      unchanged: edited.map((predictions) => likeliest(predictions[i]!) === likeliest(probabilities)),
    }));
  });
}

function predict(trained: TrainedTasks, prompts: readonly string[]): Float64Array[] {
  const rows = prompts.map((prompt) => ({ prompt, label: 0, weight: 1, family: "", isVariation: false }));
  return predictRows(trained, extractRows(trained.space, rows), 1);
}

function likeliest(probabilities: Float64Array): number {
  let best = 0;
  for (let k = 1; k < TASKS.length; k++) if (probabilities[k]! > probabilities[best]!) best = k;
  return best;
}
