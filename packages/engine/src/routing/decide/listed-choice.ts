import type { Reason } from "@ai-orchestrator/contract";
import { breachOf } from "./hard-constraints.ts";
import type { Prepared } from "./prepare-decision.ts";
import { taskRoutingKeys } from "./task-routing.ts";
import { utility, weighedOf, type Weighed } from "./weigh.ts";

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
    const [chosen] = usable;
    if (chosen !== undefined)
      return {
        notices,
        choice: { chosen, listed: usable, reason: { stage: "rule", text: `“${rule.text}”: ${because}` } },
      };
    notices.push(`The rule “${rule.text}” could not be followed: ${whyNot(rule.effect.models, prepared)}.`);
  }
  const { understanding, facts, constraints, preferLocal, privacy } = prepared;
  const local = constraints.localOnly || preferLocal || privacy?.strength === "explicit";
  for (const key of taskRoutingKeys({
    task: understanding.task,
    facts,
    local,
    longContext: understanding.longContext,
  })) {
    const names = prepared.input.config.taskRouting[key];
    if (names === undefined || names.length === 0) continue;
    const usable = usableOf(names, prepared);
    const [chosen] = usable;
    if (chosen !== undefined)
      return {
        notices,
        choice: {
          chosen,
          listed: usable,
          reason: { stage: "task-routing", text: `taskRouting.${key}: ${chosen.row.key} is the first that may answer` },
        },
      };
    notices.push(`taskRouting.${key} could not be followed: ${whyNot(names, prepared)}.`);
  }
  return { choice: undefined, notices };
}

/** The candidates a list names, in the list's order; a provider's models best first. */
function usableOf(names: readonly string[], prepared: Prepared): readonly Weighed[] {
  const found: Weighed[] = [];
  for (const name of names) {
    const members = prepared.snapshot
      .rowsNamed(name)
      .flatMap((row) => weighedOf(prepared.field.all.weighed, row) ?? []);
    const fresh = members.filter((weighed) => !found.includes(weighed));
    found.push(...(name.endsWith("/*") ? bestFew(fresh, prepared) : fresh));
  }
  return found;
}

/** Most models taken of a provider that is named as a whole. */
const OF_PROVIDER = 3;

function bestFew(members: readonly Weighed[], prepared: Prepared): readonly Weighed[] {
  const setting = prepared.input.config.dials[prepared.dial];
  return members.toSorted((a, b) => utility(b, setting) - utility(a, setting)).slice(0, OF_PROVIDER);
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
