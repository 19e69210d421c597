import type { Reading } from "../model/each-feature.ts";
import { OPENS, sentenceFlags } from "../model/sentence-flags.ts";
import { placeInText } from "../place-in-text.ts";
import { CONCEPT_RULES } from "../rules/concept-rules.ts";
import type { RuleHit } from "../rules/find-concept-rules.ts";
import type { ScanInput } from "../scan-result.ts";
import type { ScoredReading } from "../signals.ts";
import { findStrayTask, type StrayTask } from "./find-stray-task.ts";
import type { ContextReason } from "./weigh-context.ts";

// Added to what the words weigh; alone it is no alarm.
const PLAIN_ORDER_WEIGHT = 3.5;
const PLAIN_ORDER = CONCEPT_RULES.findIndex(({ rule }) => rule === "override_prior_instructions");

/** A task foreign to the document it stands in, and the plainest order there is, where a sentence begins with it. */
export function weighDocument(input: ScanInput, { reading, span, base }: ScoredReading): ContextReason[] {
  const isDocument = input.kind === "document" || input.kind === "search_result";
  const reasons: ContextReason[] = [];
  const { tokens } = reading;
  const at = (from: number, to: number): { readonly start: number; readonly end: number } =>
    span ?? placeInText(reading, from, to, base);
  const task = findStrayTask(tokens);
  if (task !== undefined) {
    const weight = strayTaskWeight(task, isDocument);
    reasons.push({
      rule: "task_in_document",
      reason: "A line gives the model a task that has nothing to do with the text around it.",
      ...at(task.from, task.to),
      weight,
    });
  }
  const order = isDocument ? plainOrder(reading) : undefined;
  if (order !== undefined)
    reasons.push({
      rule: "order_in_document",
      reason: "The document tells its reader to drop earlier instructions.",
      ...at(order.from, order.to),
      weight: PLAIN_ORDER_WEIGHT,
    });
  return reasons;
}

// Documents speak of rules that no longer hold; none but an attack begins a sentence with "Ignore all previous instructions".
function plainOrder({ tokens, rules }: Reading): RuleHit | undefined {
  const hits = rules.filter(({ rule }) => rule === PLAIN_ORDER);
  if (hits.length === 0) return undefined;
  const flags = sentenceFlags(tokens);
  return hits.find(({ from }) => ((flags[from] ?? 0) & OPENS) !== 0);
}

// In a table, a mail or an answer with code a foreign task speaks for itself; in plain text it does when it names the answer.
function strayTaskWeight({ namesAnswer, inDocument }: StrayTask, isDocument: boolean): number {
  const alone = inDocument ? (namesAnswer ? 7 : 6.3) : namesAnswer ? 5 : 1;
  return alone + (isDocument ? (inDocument ? 1.2 : 3.5) : 0);
}
