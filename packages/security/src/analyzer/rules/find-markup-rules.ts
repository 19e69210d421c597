import type { FindingCategory } from "../scan-result.ts";
import { MARKUP_RULES } from "./markup-rules.ts";

/** Where a markup rule fired: UTF-16 offsets. `rule` is its number in {@link MARKUP_RULES}. */
export interface MarkupHit {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

const MAX_HITS_A_RULE = 16;

/** Signs in the raw text, at most sixteen a rule; of one category where it is named. */
export function findMarkupRules(text: string, only?: FindingCategory): MarkupHit[] {
  const found: MarkupHit[] = [];
  const lower = text.toLowerCase();
  for (const [number, { pattern, hints, category }] of MARKUP_RULES.entries()) {
    if (only !== undefined && only !== category) continue;
    if (!hints.some((hint) => lower.includes(hint))) continue;
    pattern.lastIndex = 0;
    let count = 0;
    for (let match = pattern.exec(text); match !== null && count < MAX_HITS_A_RULE; match = pattern.exec(text)) {
      found.push({ rule: number, start: match.index, end: match.index + match[0].length });
      count++;
    }
  }
  return found;
}
