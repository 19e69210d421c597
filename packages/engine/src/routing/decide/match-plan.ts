import type { Dial, Task } from "@ai-orchestrator/contract";
import type { Band, Plan } from "./default-plans.ts";

/** What plans look at. */
export interface PlanSubject {
  readonly task: Task | "unclear";
  readonly band: Band;
  /** Why the prompt is in its band, where that can be said. */
  readonly bandBecause?: string | undefined;
  readonly dial: Dial;
  readonly longContext: boolean;
  readonly reasoning: boolean;
  readonly preferLocal: boolean;
}

/** True if every condition of the plan holds. */
export function matchesPlan(plan: Plan, subject: PlanSubject): boolean {
  const { when } = plan;
  if (when.tasks !== undefined && (subject.task === "unclear" || !when.tasks.includes(subject.task))) return false;
  if (when.bands !== undefined && !when.bands.includes(subject.band)) return false;
  if (when.dials !== undefined && !when.dials.includes(subject.dial)) return false;
  if (when.longContext !== undefined && when.longContext !== subject.longContext) return false;
  if (when.reasoning !== undefined && when.reasoning !== subject.reasoning) return false;
  return when.preferLocal === undefined || when.preferLocal === subject.preferLocal;
}

/** A plan that speaks of the work itself, not only of how hard it is: reason enough to leave a conversation's model. */
export function isSpecial(plan: Plan): boolean {
  return plan.when.tasks !== undefined || plan.when.longContext === true || plan.when.preferLocal === true;
}
