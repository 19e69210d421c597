import type { Reason } from "@ai-orchestrator/contract";
import { breachOf } from "./hard-constraints.ts";
import type { Prepared } from "./prepare-decision.ts";
import { taskRoutingKeys } from "./task-routing.ts";
import { bestByUtility, weighedOf, type Weighed } from "./weigh.ts";

/** A choice the user's own list made: a rule's or `taskRouting`'s. */
export interface ListedChoice {
  readonly chosen: Weighed;
  /** The list's other usable models in order: the first fallbacks. */
  readonly listed: readonly Weighed[];
  readonly reason: Reason;
}

/** What came of the lists: a choice, and what to tell about lists that could not be followed. */
export interface ListedOutcome {
  readonly choice: ListedChoice | undefined;
  readonly notices: readonly string[];
}

/** The first rule, then the first `taskRouting` list, that names a model which passed the hard constraints. Order is respected. */
export function listedChoice(prepared: Prepared): ListedOutcome {
  const notices: string[] = [];
  for (const { rule, because } of prepared.rules) {
    if (rule.effect.type !== "use") continue;
    const usable = usableOf(rule.effect.models, prepared);
    if (usable.length > 0) return { notices, choice: choiceOf(usable, { stage: "rule", text: `“${rule.text}”: ${because}` }) };
    notices.push(`The rule “${rule.text}” could not be followed: ${whyNot(rule.effect.models, prepared)}.`);
  }
  const { understanding, facts, constraints, preferLocal, privacy } = prepared;
  const local = constraints.localOnly || preferLocal || privacy?.strength === "explicit";
  for (const key of taskRoutingKeys({ task: understanding.task, facts, local, longContext: understanding.longContext })) {
    const names = prepared.input.config.taskRouting[key];
    if (names === undefined || names.length === 0) continue;
    const usable = usableOf(names, prepared);
    if (usable.length > 0) return { notices, choice: choiceOf(usable, { stage: "task-routing", text: `taskRouting.${key}: ${usable[0]!.row.key} is the first that may answer` }) };
    notices.push(`taskRouting.${key} could not be followed: ${whyNot(names, prepared)}.`);
  }
  return { choice: undefined, notices };
}

function choiceOf(usable: readonly Weighed[], reason: Reason): ListedChoice {
  return { chosen: usable[0]!, listed: usable, reason };
}

/** The candidates a list names, in the list's order; a provider's models best first. */
function usableOf(names: readonly string[], prepared: Prepared): readonly Weighed[] {
  const found: Weighed[] = [];
  for (const name of names) {
    const members = prepared.snapshot.rowsNamed(name).flatMap((row) => weighedOf(prepared.weighed, row) ?? []).filter((weighed) => !found.includes(weighed));
    const rest = [...members];
    while (rest.length > 0) {
      const next = name.endsWith("/*") ? bestByUtility(rest, prepared.input.config.dials[prepared.dial]) : rest[0]!;
      found.push(next);
      rest.splice(rest.indexOf(next), 1);
      if (name.endsWith("/*") && members.length - rest.length >= 3) break;
    }
  }
  return found;
}

function whyNot(names: readonly string[], prepared: Prepared): string {
  const causes = names.map((name) => {
    const [row] = prepared.snapshot.rowsNamed(name);
    if (row === undefined) return `${name} is not known`;
    const breach = breachOf(row, prepared.snapshot, prepared.constraints);
    return `${name} ${breach?.why ?? "is not among the models offered"}`;
  });
  return causes.join(", ");
}
