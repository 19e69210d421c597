import { TASKS, type Task } from "@ai-orchestrator/contract";
import type { ClassificationLike } from "./decide-input.ts";

/** Placeholder until the classifier lands: unclear, middling. */
export function classify(_prompt: string, _options: { readonly previousTask?: Task | "unclear" | undefined }): ClassificationLike {
  return { task: "unclear", tasks: Object.fromEntries(TASKS.map((task) => [task, 1 / TASKS.length])) as Record<Task, number>, difficulty: 0.4, cues: [] };
}
