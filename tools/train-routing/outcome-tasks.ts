import type { Task } from "@ai-orchestrator/contract";
import { createRandom } from "./random.ts";
import type { OutcomeRow, TaskRow } from "./read-rows.ts";

/** Subsets whose rows all ask for one task. Reading passages with a question (ulab "mmlu") are left out: they are of two minds. */
const TASK_OF_SUBJECT: Readonly<Record<string, Task>> = {
  gsm8k: "math",
  "agentverse-mgsm": "math",
  math: "math",
  elementary_mathematics: "math",
  high_school_mathematics: "math",
  college_mathematics: "math",
  abstract_algebra: "math",
  mbpp: "code",
  human_eval: "code",
  "agentverse-logicgrid": "reasoning",
  formal_logic: "reasoning",
  logical_fallacies: "reasoning",
  commongen: "writing",
  natural_qa: "knowledge",
  trivia_qa: "knowledge",
  openbook_qa: "knowledge",
  arc_challenge: "knowledge",
  commonsense_qa: "knowledge",
};

const MOST_ROWS = 120;

/** Task rows from outcome rows: exam questions ask for knowledge unless their subject is calculation or logic. */
export function tasksOfOutcomes(rows: readonly OutcomeRow[]): TaskRow[] {
  const random = createRandom(3);
  const groups = Map.groupBy(rows, (row) => row.subject);
  return [...groups].flatMap(([subject, own]) => {
    const isExam = own[0]!.source !== "ulab-llmrouter";
    const task = TASK_OF_SUBJECT[subject] ?? (isExam && subject !== "moral_scenarios" ? "knowledge" : undefined);
    if (task === undefined) return [];
    const kept = own.filter(() => random.next() < MOST_ROWS / own.length);
    return kept.map((row) => ({ prompt: row.prompt, task, source: row.source }));
  });
}
