/**
 * Freezes the set that guards learning: what classifiers said of prompts whose source they had not been trained on,
 * and what the prompts really asked for. Numbers only, no text.
 *
 *   node tools/freeze-replay-set/main.ts [--data ../shared/data] [--out packages/engine/src/routing/learning/replay-set.ts]
 *
 * The same data and code give the same bytes.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { TASKS, type Task } from "@ai-orchestrator/contract";
import { classify } from "../../packages/engine/src/routing/classify/index.ts";
import { fitTemperature, retemper } from "../train-routing/fit-temperature.ts";
import { leaveSourceOut, type HeldOutPrediction } from "../train-routing/leave-source-out.ts";
import { readTaskRows } from "../train-routing/read-rows.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: "packages/engine/src/routing/learning/replay-set.ts" },
  },
});

/** Rows kept a task; evenly spread over the file, so over its sources. */
const ROWS_PER_TASK = 50;

const rows = readTaskRows(values.data);
const heldOut = leaveSourceOut(rows, []);
const temperature = fitTemperature(heldOut);
const kept = TASKS.flatMap((task) => spread(heldOut.filter(({ row }) => row.task === task)));
const bytes = Buffer.concat(
  kept.map(({ row, probabilities }) => encode(row.task, probabilities, classify(row.prompt).difficulty)),
);
const text = bytes.toString("base64").replace(/.{1,116}/gu, (line) => `  "${line}",\n`);

writeFileSync(
  values.out,
  `/**
 * Made by tools/freeze-replay-set: ${kept.length} held-out predictions. A row is ${TASKS.length + 2} bytes: the task asked for, the
 * probability of each task and the difficulty in 255ths. No text. Frozen: learning is measured against it.
 */
export const REPLAY_SET: readonly string[] = [
${text}];
`,
);
console.log(`${kept.length} rows, ${bytes.length} bytes -> ${values.out}`);

function spread(predictions: readonly HeldOutPrediction[]): readonly HeldOutPrediction[] {
  const step = Math.max(1, predictions.length / ROWS_PER_TASK);
  return predictions
    .filter((_prediction, i) => Math.floor(i / step) !== Math.floor((i - 1) / step))
    .slice(0, ROWS_PER_TASK);
}

function encode(task: Task, raw: Float64Array, difficulty: number): Buffer {
  const probabilities = Array.from(retemper(raw, temperature), (p) => Math.round(255 * p));
  return Buffer.from([TASKS.indexOf(task), ...probabilities, Math.round(255 * difficulty)]);
}
