import type { Task } from "@ai-orchestrator/contract";
import type { Reading } from "./extract-features.ts";
import { CUE_GROUPS } from "./lexicon/index.ts";
import { compilePhrases, longestPhraseAt, type PhraseIndex } from "./phrase-index.ts";

/** What a clause that begins with a cue asks for. */
const TASK_OF_CUE: Readonly<Record<string, Task>> = {
  translate: "translation",
  summarize: "summarization",
  extract: "extraction",
  "write-code": "code",
  debug: "code",
  "write-text": "writing",
  rewrite: "writing",
  "image-request": "image_gen",
  search: "websearch",
  analyze: "reasoning",
};

/** What joins two requests in one prompt. */
const JOINTS =
  "and|and then|then|and also|also|after that|afterwards|and finally|finally|next|plus|y|y luego|luego|despues|et|et puis|puis|ensuite|und|und dann|dann|danach|e|e depois|depois|poi|e poi|и|а затем|затем|потом|并|并且|然后|再|그리고|그런 다음|और|फिर|उसके बाद|ثم|و|ve|sonra|daarna";

let joints: PhraseIndex | undefined;

const taskOfGroup: readonly (Task | undefined)[] = CUE_GROUPS.map((group) => TASK_OF_CUE[group.name]);

/**
 * Tasks a prompt asks for in further clauses ("search for …, then write …"), in their order, without `main`.
 * A clause counts only if it begins with a cue of its task, so that a mere mention starts no chain.
 */
export function furtherTasks(reading: Reading, main: Task): Task[] {
  const found: Task[] = [];
  const { matches, scan, spans } = reading;
  for (let m = 0; m < matches.count; m++) {
    const at = matches.first[m]!;
    const task = strongerReading(reading, m, taskOfGroup[matches.payload[m]!]);
    if (task === undefined || task === main || found.includes(task) || spans.isInstruction[at] === 0) continue;
    if (beginsClause(reading, at) && scan.end[at]! > 0) found.push(task);
  }
  return found.length > 2 ? found.slice(0, 2) : found;
}

/** "Write a function" begins like "write a text": the longer cue from the same word decides. */
function strongerReading({ matches }: Reading, m: number, task: Task | undefined): Task | undefined {
  if (task !== "writing") return task;
  for (let other = 0; other < matches.count; other++) {
    if (matches.first[other] !== matches.first[m] || matches.end[other]! <= matches.end[m]!) continue;
    const longer = taskOfGroup[matches.payload[other]!];
    if (longer !== undefined) return longer;
  }
  return task;
}

/** True at the first word of the instruction, or right after a joint that follows at least two words of it. */
function beginsClause({ scan, spans }: Reading, at: number): boolean {
  let first = 0;
  while (first < at && spans.isInstruction[first] === 0) first++;
  if (at === first) return true;
  if (at - first < 3) return false;
  if (scan.segmentOf[at] !== scan.segmentOf[at - 1]) return spans.isInstruction[at - 1] === 1;
  joints ??= compilePhrases([[JOINTS, 1]]);
  for (let joint = Math.max(first, at - 3); joint < at; joint++) {
    if (longestPhraseAt(joints, scan.hash, joint, at) === at) return true;
  }
  return false;
}
