/**
 * Trains the local router and writes its weights.
 *
 *   node tools/train-routing/main.ts [--data ../shared/data] [--out packages/engine/src/routing/classify/weights] [--report]
 *
 * The same data and code give the same bytes. `--report` also trains once without each source and prints how that source
 * fares, which is the only honest estimate here.
 */
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { EDITS } from "../../bench/routing/edits.ts";
import { calibrateDifficulty, foldScores, kindsOf, usualScoresOf } from "./calibrate-difficulty.ts";
import { fitTemperature } from "./fit-temperature.ts";
import { leaveSourceOut } from "./leave-source-out.ts";
import { tasksOfOutcomes } from "./outcome-tasks.ts";
import { isAuthored, readAuthoredRows, readOutcomeRows, readTaskRows } from "./read-rows.ts";
import { reportDifficulty } from "./report-difficulty.ts";
import { reportTasks } from "./report-tasks.ts";
import { trainDifficulty } from "./train-difficulty.ts";
import { trainTasks } from "./train-tasks.ts";
import { quantizeDifficulty, quantizeTasks, writeWeights } from "./write-weights.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: "packages/engine/src/routing/classify/weights" },
    report: { type: "boolean", default: false },
  },
});

const sharedRows = readTaskRows(values.data);
const taskRows = [...sharedRows, ...readAuthoredRows()];
const outcomeRows = readOutcomeRows(values.data);
const extraRows = tasksOfOutcomes(outcomeRows);

const heldOut = leaveSourceOut(taskRows, extraRows, values.report ? EDITS : []);
const temperature = fitTemperature(heldOut);
if (values.report) {
  const [ours, shared] = [true, false].map((own) => heldOut.filter(({ row }) => isAuthored(row) === own));
  console.log(reportTasks("leave one source out", shared!, temperature));
  console.log(reportTasks("leave one author out", ours!, temperature));
}

const trained = trainTasks([...taskRows, ...extraRows]);
const difficulty = trainDifficulty(trained.space, outcomeRows);
const { kinds, keys } = kindsOf(trained, outcomeRows, temperature);
const scores = foldScores(trained.space, outcomeRows, kinds);
const calibration = calibrateDifficulty(
  { rows: outcomeRows, keys, scores },
  usualScoresOf(trained.space, difficulty, sharedRows),
);
if (values.report) console.log(reportDifficulty(trained, outcomeRows, { prompts: sharedRows, temperature }));

mkdirSync(values.out, { recursive: true });
const hashes = [
  writeWeights(values.out, "task-weights", quantizeTasks(trained, temperature)),
  writeWeights(values.out, "difficulty-weights", quantizeDifficulty(difficulty, calibration)),
];
console.log(`task-weights ${hashes[0]}\ndifficulty-weights ${hashes[1]}`);
