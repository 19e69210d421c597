import { CONCEPTS, type Concept } from "../lexicon/concept.ts";
import { placeInText } from "../place-in-text.ts";
import type { ScanInput } from "../scan-result.ts";
import type { ScoredReading } from "../signals.ts";
import { findStrayTask, type StrayTask } from "./find-stray-task.ts";
import type { ContextReason } from "./weigh-context.ts";

// In a text that is only to be read, orders to a model have no honest reason.
const DOCUMENT_ORDERS: readonly {
  readonly all: readonly Concept[];
  readonly within: number;
  readonly weight: number;
}[] = [
  { all: ["machine", "comply"], within: 16, weight: 2 },
  { all: ["machine", "forceOutput"], within: 16, weight: 2.5 },
  { all: ["machine", "transmit"], within: 14, weight: 2 },
  { all: ["conceal", "transmit"], within: 24, weight: 2 },
  { all: ["override", "instruction"], within: 8, weight: 2 },
  { all: ["override", "prior"], within: 5, weight: 1.2 },
  { all: ["reveal", "system"], within: 8, weight: 2 },
  { all: ["fresh", "forceOutput"], within: 14, weight: 2 },
  { all: ["you", "role"], within: 4, weight: 1 },
];

/** A task foreign to the document it stands in, and orders to a model in a text that is not a prompt. */
export function weighDocument(input: ScanInput, { reading, span, base }: ScoredReading): ContextReason[] {
  const isDocument = input.kind === "document" || input.kind === "search_result";
  const reasons: ContextReason[] = [];
  const { tokens, hits } = reading;
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
  if (!isDocument) return reasons;
  const last = new Map<string, number>();
  const seen = new Set<number>();
  for (let i = 0; i < hits.count; i++) {
    last.set(CONCEPTS[hits.concept[i] ?? 0] ?? "", i);
    for (const [number, { all, within, weight }] of DOCUMENT_ORDERS.entries()) {
      if (seen.has(number)) continue;
      const places = all.map((concept) => last.get(concept)).filter((place) => place !== undefined);
      if (places.length < all.length) continue;
      const starts = places.map((place) => hits.from[place] ?? 0);
      const [from, to] = [Math.min(...starts), Math.max(...places.map((place) => hits.to[place] ?? 0))];
      if (new Set(starts).size < all.length || to - from > within) continue;
      seen.add(number);
      reasons.push({
        rule: "order_in_document",
        reason: "The document speaks to the model that reads it.",
        ...at(from, to),
        weight,
      });
    }
  }
  return reasons;
}

// In a table, a mail or an answer with code a foreign task speaks for itself; in plain text it does when it names the answer.
function strayTaskWeight({ namesAnswer, inDocument }: StrayTask, isDocument: boolean): number {
  const alone = inDocument ? (namesAnswer ? 7 : 6.3) : namesAnswer ? 5 : 1;
  return alone + (isDocument ? (inDocument ? 1.2 : 3.5) : 0);
}
