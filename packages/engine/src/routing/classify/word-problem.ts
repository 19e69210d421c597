import type { Reading } from "./extract-features.ts";
import { CUE_GROUPS } from "./lexicon/index.ts";
import { ENDING, SEGMENT, TOKEN } from "./scan-prompt.ts";

const HOW_MANY: number = groupNamed("how-many");
/** The cue group of numbers in words. */
export const NUMBER_WORD: number = groupNamed("number-word");

function groupNamed(name: string): number {
  return CUE_GROUPS.findIndex((group) => group.name === name);
}

/** Words from which a question with numbers is a story rather than a fact asked for. */
const SHORTEST_STORY = 14;
/** A cue for work on a text counts where a sentence begins with it; "the price off" inside a story is no request. */
const LEADING_TOKENS = 3;

/** True if the prompt tells of two or more quantities and asks for one, and does not hand the story over as a text to work on. */
export function isWordProblem({ scan, matches }: Reading, takesPayload: readonly number[]): boolean {
  if (scan.tokens < SHORTEST_STORY) return false;
  let asks = false;
  let quantities = 0;
  for (let m = 0; m < matches.count; m++) {
    const group = matches.payload[m]!;
    const at = matches.first[m]!;
    const segment = scan.segmentOf[at]!;
    if (group === NUMBER_WORD) quantities++;
    else if (group === HOW_MANY) asks ||= scan.ending[segment] === ENDING.question;
    else if (takesPayload[group]! > 0 && isRequest(scan, segment, at)) return false;
  }
  if (!asks) return false;
  for (let i = 0; i < scan.tokens && quantities < 2; i++) {
    if (scan.kind[i] === TOKEN.number && (scan.flags[scan.segmentOf[i]!]! & SEGMENT.fenced) === 0) quantities++;
  }
  return quantities >= 2;
}

function isRequest(scan: Reading["scan"], segment: number, at: number): boolean {
  const isEdge = segment === 0 || segment >= scan.segments - 2;
  return isEdge && at - scan.firstToken[segment]! < LEADING_TOKENS;
}
