/** The twelve kinds of work a prompt's text can ask for, in the order every posterior uses. */
export const TASKS = [
  "code",
  "math",
  "reasoning",
  "writing",
  "summarization",
  "extraction",
  "translation",
  "websearch",
  "knowledge",
  "roleplay",
  "chat",
  "image_gen",
] as const;

/** One kind of work. Vision, long context, tools and music are facts of a turn, not tasks. */
export type Task = (typeof TASKS)[number];

/** True if `value` names one of the twelve tasks. */
export function isTask(value: string): value is Task {
  return (TASKS as readonly string[]).includes(value);
}
