import { CHARACTER, characterClass } from "./character-classes.ts";
import { longestPhraseAt, type PhraseIndex } from "./phrase-index.ts";
import type { Scan } from "./scan-prompt.ts";

/** Positions in a scanned text between the courtesies at its edges; undefined if there are none, or nothing else. */
export interface Body {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds what "Hi! Could you please …" and "… Thanks!" surround, so that the text can be read as if they were not there:
 * not only their words, also their marks and sentences must not count.
 */
export function findBody(scan: Scan, courtesies: PhraseIndex): Body | undefined {
  const { tokens, text } = scan;
  const start = skipLeading(scan, courtesies);
  const end = skipTrailing(scan, courtesies, start);
  if (end <= start || (start === 0 && end === tokens)) return undefined;
  let from = start === 0 ? 0 : scan.end[start - 1]!;
  if (start > 0) while (from < scan.start[start]! && isSeparator(text.charCodeAt(from))) from++;
  let to = end === tokens ? text.length : scan.start[end]!;
  if (end < tokens) while (to > from && isGap(text.charCodeAt(to - 1))) to--;
  return { from, to };
}

const GAP: ReadonlySet<number> = new Set([...",;-\u2013\u2014\uff0c\u3001"].map((mark) => mark.charCodeAt(0)));

function isGap(code: number): boolean {
  const kind = characterClass(code);
  return kind === CHARACTER.space || kind === CHARACTER.newline || GAP.has(code);
}

function isSeparator(code: number): boolean {
  const kind = characterClass(code);
  return kind === CHARACTER.stop || kind === CHARACTER.colon || isGap(code);
}

function skipLeading(scan: Scan, courtesies: PhraseIndex): number {
  let at = 0;
  for (;;) {
    const end = longestPhraseAt(courtesies, scan.hash, at, scan.tokens);
    if (end === at) return at;
    at = end;
  }
}

const MOST_COURTESIES = 12;

function skipTrailing(scan: Scan, courtesies: PhraseIndex, from: number): number {
  let end = scan.tokens;
  for (let tries = 0; tries < MOST_COURTESIES; tries++) {
    const shorter = trailingCourtesy(scan, courtesies, from, end);
    if (shorter === end) return end;
    end = shorter;
  }
  return end;
}

function trailingCourtesy(scan: Scan, courtesies: PhraseIndex, from: number, end: number): number {
  for (let at = Math.max(from, end - courtesies.longest); at < end; at++) {
    if (longestPhraseAt(courtesies, scan.hash, at, end) === end) return at;
  }
  return end;
}
