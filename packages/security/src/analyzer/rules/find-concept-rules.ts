import { CONCEPTS } from "../lexicon/concept.ts";
import type { ConceptHits } from "../lexicon/find-concepts.ts";
import { CONCEPT_RULES, type ConceptRule } from "./concept-rules.ts";

/** Where a rule fired: token indices, `to` exclusive. `rule` is its number in {@link CONCEPT_RULES}. */
export interface RuleHit {
  readonly rule: number;
  readonly from: number;
  readonly to: number;
}

const RULES_OF: readonly (readonly number[])[] = CONCEPTS.map((concept) =>
  CONCEPT_RULES.flatMap((rule, number) => (rule.all.includes(concept) ? [number] : [])),
);
const NUMBERS_OF: readonly (readonly number[])[] = CONCEPT_RULES.map((rule) =>
  rule.all.map((concept) => CONCEPTS.indexOf(concept)),
);
const MAX_HITS_A_RULE = 64;

/** Every place where a rule's concepts meet, at most 64 a rule. Linear: each concept hit looks at each of its rules once. */
export function findConceptRules(hits: ConceptHits): RuleHit[] {
  const found: RuleHit[] = [];
  const last = new Int32Array(CONCEPTS.length).fill(-1);
  const counts = new Uint8Array(CONCEPT_RULES.length);
  const reach = new Int32Array(CONCEPT_RULES.length).fill(-1);
  for (let i = 0; i < hits.count; i++) {
    last[hits.concept[i] ?? 0] = i;
    // Concepts on the same word are judged together, after the last of them.
    if (i + 1 < hits.count && hits.from[i + 1] === hits.from[i]) continue;
    for (let j = i; j >= 0 && hits.from[j] === hits.from[i]; j--) {
      for (const number of RULES_OF[hits.concept[j] ?? 0] ?? []) {
        if ((counts[number] ?? 0) >= MAX_HITS_A_RULE || (hits.from[i] ?? 0) < (reach[number] ?? 0)) continue;
        const span = meet(hits, last, number);
        if (span === undefined) continue;
        found.push({ rule: number, ...span });
        counts[number] = (counts[number] ?? 0) + 1;
        reach[number] = span.to;
      }
    }
  }
  return found;
}

function meet(
  hits: ConceptHits,
  last: Int32Array,
  number: number,
): { readonly from: number; readonly to: number } | undefined {
  const rule = CONCEPT_RULES[number] as ConceptRule;
  let from = Number.MAX_SAFE_INTEGER;
  let to = 0;
  const places: number[] = [];
  for (const concept of NUMBERS_OF[number] ?? []) {
    const hit = last[concept] ?? -1;
    if (hit < 0) return undefined;
    const [start, end] = [hits.from[hit] ?? 0, hits.to[hit] ?? 0];
    if (places.includes(start)) return undefined;
    places.push(start);
    from = Math.min(from, start);
    to = Math.max(to, end);
  }
  return to - from > rule.within + rule.all.length ? undefined : { from, to };
}
