import type { Task } from "@ai-orchestrator/contract";
import type { TurnFacts } from "./turn-facts.ts";

/** Keys `taskRouting` understands: the original readme's, and the twelve tasks by their own names. */
export const TASK_ROUTING_KEYS: readonly string[] = [
  "general",
  "code",
  "reasoning",
  "creative",
  "summarization",
  "local",
  "long-context",
  "websearch",
  "math",
  "data-analysis",
  "multimodal",
  "writing",
  "extraction",
  "translation",
  "knowledge",
  "roleplay",
  "chat",
  "image_gen",
];

/** Keys a task is looked up under, most special first. */
const KEYS_OF_TASK: Readonly<Record<Task | "unclear", readonly string[]>> = {
  code: ["code"],
  math: ["math", "reasoning"],
  reasoning: ["reasoning"],
  writing: ["writing", "creative"],
  summarization: ["summarization"],
  extraction: ["extraction", "general"],
  translation: ["translation", "general"],
  websearch: ["websearch"],
  knowledge: ["knowledge", "general"],
  roleplay: ["roleplay", "creative"],
  chat: ["chat", "general"],
  image_gen: ["image_gen"],
  unclear: ["general"],
};

/** The keys of `taskRouting` that apply to a turn, the one that decides first: facts before the text's task. */
export function taskRoutingKeys(turn: {
  readonly task: Task | "unclear";
  readonly facts: TurnFacts;
  readonly local: boolean;
  readonly longContext: boolean;
}): readonly string[] {
  const keys: string[] = [];
  if (turn.local) keys.push("local");
  if (turn.longContext) keys.push("long-context");
  if (turn.facts.attachments.includes("data")) keys.push("data-analysis");
  if (turn.facts.modalities.length > 0) keys.push("multimodal");
  return [...keys, ...KEYS_OF_TASK[turn.task]];
}
