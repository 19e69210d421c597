/**
 * Measures the local router on JSONL files.
 *
 *   node bench/routing/main.ts FILE... [--json] [--by-source]
 *
 * Rows with `prompt` and `task` measure the classifier; rows with `prompt`, `strong_correct` and `weak_correct` measure
 * difficulty; every prompt measures speed. Rows the weights were trained on flatter: see tools/train-routing --report.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { isTask } from "@ai-orchestrator/contract";
import { classify } from "../../packages/engine/src/routing/classify/index.ts";
import { measureDifficulty, type OutcomeRow } from "./measure-difficulty.ts";
import { measureSpeed } from "./measure-speed.ts";
import { measureTasks, type TaskRow } from "./measure-tasks.ts";
import { formatDifficulty, formatSpeed, formatTasks } from "./format-measures.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, "by-source": { type: "boolean", default: false } },
});
if (positionals.length === 0) {
  console.error("usage: node bench/routing/main.ts FILE... [--json] [--by-source]");
  process.exit(2);
}

type Row = Readonly<Record<string, unknown>>;

function readRows(path: string): Row[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => typeof row["prompt"] === "string");
}

function taskRows(rows: readonly Row[]): TaskRow[] {
  return rows.flatMap((row) => {
    const task = String(row["task"]);
    return isTask(task) ? [{ prompt: String(row["prompt"]), task }] : [];
  });
}

function outcomeRows(rows: readonly Row[]): OutcomeRow[] {
  return rows.flatMap((row) =>
    row["strong_correct"] === undefined || row["weak_correct"] === undefined
      ? []
      : [{ prompt: String(row["prompt"]), strong: Number(row["strong_correct"]), weak: Number(row["weak_correct"]) }],
  );
}

function groupsOf(name: string, rows: readonly Row[]): [string, readonly Row[]][] {
  if (!values["by-source"]) return [[name, rows]];
  const groups = Map.groupBy(rows, (row) => `${name} ${String(row["source"])} ${String(row["sub"] ?? "")}`.trim());
  return [[name, rows], ...[...groups].filter(([, own]) => own.length >= 50)];
}

const start = performance.now();
classify("warm up");
const cold = (performance.now() - start) * 1000;

const report: Record<string, unknown> = {};
const prompts: string[] = [];
for (const path of positionals) {
  const all = readRows(path);
  prompts.push(...all.map((row) => String(row["prompt"])));
  for (const [name, rows] of groupsOf(basename(path), all)) {
    const tasks = taskRows(rows);
    const outcomes = outcomeRows(rows);
    if (tasks.length > 0) report[`tasks ${name}`] = measureTasks(tasks);
    if (outcomes.length > 0) report[`difficulty ${name}`] = measureDifficulty(outcomes);
    if (values.json) continue;
    if (tasks.length > 0) console.log(formatTasks(name, measureTasks(tasks)));
    if (outcomes.length > 0) console.log(formatDifficulty(name, measureDifficulty(outcomes)));
  }
}
const speed = measureSpeed(prompts, cold);
report["speed"] = speed;
console.log(values.json ? JSON.stringify(report, undefined, 2) : formatSpeed(speed));
