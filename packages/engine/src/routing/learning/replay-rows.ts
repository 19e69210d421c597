import { TASKS, type Task } from "@ai-orchestrator/contract";
import { REPLAY_SET } from "./replay-set.ts";

/** One frozen prediction: what was asked for, and what a classifier that had not seen the source said. */
export interface ReplayRow {
  readonly task: Task;
  readonly tasks: Readonly<Record<Task, number>>;
  readonly difficulty: number;
}

let rows: readonly ReplayRow[] | undefined;

/** The frozen set, decoded on first use. */
export function replayRows(): readonly ReplayRow[] {
  // Not `Uint8Array.fromBase64`: Node 24 has none.
  rows ??= decode(Uint8Array.from(atob(REPLAY_SET.join("")), (character) => character.charCodeAt(0)));
  return rows;
}

const WIDTH: number = TASKS.length + 2;

function decode(bytes: Uint8Array): readonly ReplayRow[] {
  return Array.from({ length: Math.floor(bytes.length / WIDTH) }, (_, i) => {
    const [label = 0, ...rest] = bytes.subarray(i * WIDTH, (i + 1) * WIDTH);
    const shares = rest.slice(0, TASKS.length);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const tasks = Object.fromEntries(TASKS.map((task, t) => [task, (shares[t] ?? 0) / total])) as Record<Task, number>;
    return { task: TASKS[label] ?? TASKS[0], tasks, difficulty: (rest.at(-1) ?? 0) / 255 };
  });
}
