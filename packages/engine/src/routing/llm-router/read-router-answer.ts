import { isTask, type Task } from "@ai-orchestrator/contract";

/** A routing model's answer that passed the check. */
export interface RouterAnswer {
  readonly task: Task;
  readonly difficulty: number;
  /** Keys among the candidates, best first; at least one. */
  readonly models: readonly [string, ...string[]];
  readonly reason: string;
}

/** The answer, or what is wrong with it. */
export type RouterReading = { readonly answer: RouterAnswer } | { readonly problem: string };

const LONGEST_REPLY = 4000;
const LONGEST_REASON = 200;

/** Checks a reply against the schema. A fence or prose around one JSON object is tolerated; a model outside the candidates is not. */
export function readRouterAnswer(reply: string, candidates: ReadonlySet<string>): RouterReading {
  const value = objectIn(reply);
  if (value === undefined) return { problem: "it is not a JSON object" };
  const { task, difficulty, models, reason } = value;
  if (typeof task !== "string" || !isTask(task)) return { problem: "it names no known task" };
  if (typeof difficulty !== "number" || !(difficulty >= 0 && difficulty <= 1))
    return { problem: "its difficulty is not between 0 and 1" };
  if (
    !Array.isArray(models) ||
    models.length === 0 ||
    !models.every((model): model is string => typeof model === "string")
  )
    return { problem: "it names no models" };
  const [first, ...others] = [...new Set(models)].filter((model) => candidates.has(model));
  if (first === undefined)
    return { problem: `it names no model that may answer (${models.slice(0, 3).join(", ").slice(0, 100)})` };
  return {
    answer: { task, difficulty, models: [first, ...others], reason: typeof reason === "string" ? oneLine(reason) : "" },
  };
}

function objectIn(reply: string): Record<string, unknown> | undefined {
  const start = reply.indexOf("{");
  const end = reply.lastIndexOf("}");
  if (start < 0 || end < start || reply.length > LONGEST_REPLY) return undefined;
  try {
    const value: unknown = JSON.parse(reply.slice(start, end + 1));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Not JSON is an answer like any other wrong one; the caller reports it.
    return undefined;
  }
}

/** Model output is shown to people: one line, no control characters. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_REASON)
    .toWellFormed();
}
