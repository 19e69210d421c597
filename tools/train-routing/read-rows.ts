import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTask, type Task } from "@ai-orchestrator/contract";

/** A prompt with its task and where it came from. */
export interface TaskRow {
  readonly prompt: string;
  readonly task: Task;
  readonly source: string;
}

/** A prompt with what a strong and a weak model made of it. */
export interface OutcomeRow {
  readonly prompt: string;
  readonly strong: number;
  readonly weak: number;
  readonly source: string;
  readonly subject: string;
}

function readLines(path: string): Record<string, unknown>[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Reads `taskmix-dev.jsonl`. Throws if a row names a task we do not have. */
export function readTaskRows(folder: string): TaskRow[] {
  return readLines(join(folder, "taskmix-dev.jsonl")).map((row) => {
    const task = String(row.task);
    if (!isTask(task)) throw new Error(`unknown task ${task} in taskmix-dev.jsonl`);
    return { prompt: String(row.prompt), task, source: String(row.source) };
  });
}

/** Reads `strongweak-dev.jsonl`. */
export function readOutcomeRows(folder: string): OutcomeRow[] {
  return readLines(join(folder, "strongweak-dev.jsonl")).map((row) => ({
    prompt: String(row.prompt),
    strong: Number(row.strong_correct),
    weak: Number(row.weak_correct),
    source: String(row.source),
    subject: String(row.sub),
  }));
}
