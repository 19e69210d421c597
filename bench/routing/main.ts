/**
 * Measures the local router on JSONL files.
 *
 *   node bench/routing/main.ts FILE... [--json] [--by-source]
 *
 * Rows with `prompt` and `task` measure the classifier; rows with `prompt`, `strong_correct` and `weak_correct` measure
 * difficulty, of several files the mean and the least as well; every prompt measures speed. Rows the weights were
 * trained on flatter: see tools/train-routing --report.
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
const areas: number[] = [];
const prompts: string[] = [];
for (const path of positionals) {
  const all = readRows(path);
  prompts.push(...all.map((row) => String(row["prompt"])));
  for (const [name, rows] of groupsOf(basename(path), all)) {
    const tasks = taskRows(rows);
    const outcomes = outcomeRows(rows);
    const ofTasks = tasks.length > 0 ? measureTasks(tasks) : undefined;
    const ofDifficulty = outcomes.length > 0 ? measureDifficulty(outcomes) : undefined;
    if (ofTasks !== undefined) report[`tasks ${name}`] = ofTasks;
    if (ofDifficulty !== undefined) {
      report[`difficulty ${name}`] = ofDifficulty;
      if (!values["by-source"]) areas.push(ofDifficulty.curves.difficulty.apgr);
    }
    if (values.json) continue;
    if (ofTasks !== undefined) console.log(formatTasks(name, ofTasks));
    if (ofDifficulty !== undefined) console.log(formatDifficulty(name, ofDifficulty));
  }
}
if (areas.length > 1) {
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  report["difficulty of all"] = { mean, least: Math.min(...areas) };
  if (!values.json) console.log(`APGR mean ${mean.toFixed(3)}, least ${Math.min(...areas).toFixed(3)}`);
}
const speed = measureSpeed(prompts, cold);
report["speed"] = speed;
console.log(values.json ? JSON.stringify(report, undefined, 2) : formatSpeed(speed));
