import { foldText } from "../text/fold-text.ts";
import { tokenize } from "../text/tokenize.ts";
import { findConcepts } from "./lexicon/find-concepts.ts";
import type { Reading } from "./model/each-feature.ts";
import { findConceptRules } from "./rules/find-concept-rules.ts";

/** A text as rules and model see it. */
export function readText(text: string, isDocument = false): Reading {
  const tokens = tokenize(foldText(text));
  const hits = findConcepts(tokens);
  return { tokens, hits, rules: findConceptRules(hits), isDocument };
}
