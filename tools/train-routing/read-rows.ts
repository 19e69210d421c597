import { readdirSync, readFileSync } from "node:fs";
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

function readLines(path: string | URL): Record<string, unknown>[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const AUTHORS = new URL("corpus/authors/", import.meta.url);
const AUTHOR = "author:";

/** True if a row was written for this project by an author of its own. */
export function isAuthored(row: TaskRow): boolean {
  return row.source.startsWith(AUTHOR);
}

/** Prompts written for this project, each author one source. */
export function readAuthoredRows(): TaskRow[] {
  const files = readdirSync(AUTHORS).filter((name) => name.endsWith(".jsonl"));
  return files
    .toSorted()
    .flatMap((file) => toTaskRows(readLines(new URL(file, AUTHORS)), `${AUTHOR}${file.replace(".jsonl", "")}`));
}

/** Reads `taskmix-dev.jsonl`. */
export function readTaskRows(folder: string): TaskRow[] {
  return toTaskRows(readLines(join(folder, "taskmix-dev.jsonl")));
}

/** Throws if a row names a task we do not have. */
function toTaskRows(lines: readonly Record<string, unknown>[], author?: string): TaskRow[] {
  return lines.map((row) => {
    const task = String(row.task);
    if (!isTask(task)) throw new Error(`unknown task ${task} in the rows of ${author ?? "taskmix-dev.jsonl"}`);
    return { prompt: String(row.prompt), task, source: author ?? String(row.source) };
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
