import type { ClassifyContext, Classification } from "./classify.ts";
import { classify } from "./classify.ts";

/** Code units of prompts whose classification is kept. */
const MOST_UNITS = 1_000_000;

/** The classifications made last, by prompt and task before. */
const kept = new Map<string, Classification>();
let units = 0;

/**
 * `classify`, remembered: programs ask the same question again with every step they take. Classification is pure, so what
 * is remembered is what would be said. Kept in memory, the last million code units of prompts.
 */
export function classifyAgain(prompt: string, context: ClassifyContext = {}): Classification {
  if (prompt.length > MOST_UNITS / 10) return classify(prompt, context);
  const key = `${context.previousTask ?? ""}\n${prompt}`;
  const known = kept.get(key);
  if (known !== undefined) {
    // Moved to the end, once there is anything to lose by not moving it.
    if (units > MOST_UNITS / 2) {
      kept.delete(key);
      kept.set(key, known);
    }
    return known;
  }
  const made = classify(prompt, context);
  kept.set(key, made);
  units += key.length;
  for (const oldest of kept.keys()) {
    if (units <= MOST_UNITS) break;
    kept.delete(oldest);
    units -= oldest.length;
  }
  return made;
}
