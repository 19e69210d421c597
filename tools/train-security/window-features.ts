import { eachFeature, type Reading, WINDOW } from "../../packages/security/src/analyzer/model/each-feature.ts";
import { windowStarts } from "../../packages/security/src/analyzer/model/score-windows.ts";
import { readText } from "../../packages/security/src/analyzer/read-text.ts";
import type { Row } from "./read-rows.ts";

/** A window as the model sees it: buckets of features of words, then of ideas. */
export interface Window {
  readonly features: Uint32Array;
  /** How many of them are of words. */
  readonly words: number;
}

/** A row's windows. */
export interface Example {
  readonly row: Row;
  readonly windows: readonly Window[];
}

const MAX_WINDOWS = 16;
const MAX_CHARACTERS = 12_000;

/** What the model sees of a row: at most sixteen windows of its first 12,000 characters. */
export function exampleOf(row: Row): Example {
  const reading = readText(row.text.slice(0, MAX_CHARACTERS), row.kind === "document" || row.kind === "search_result");
  return { row, windows: windowsOf(reading) };
}

function windowsOf(reading: Reading): Window[] {
  const words: number[][] = Array.from({ length: reading.tokens.count }, () => []);
  const ideas: number[][] = Array.from({ length: reading.tokens.count }, () => []);
  eachFeature(reading, (token, bucket, isIdea) => (isIdea ? ideas : words)[token]?.push(bucket));
  return windowStarts(reading.tokens.count)
    .slice(0, MAX_WINDOWS)
    .map((start) => {
      const ofWords = words.slice(start, start + WINDOW).flat();
      return {
        features: Uint32Array.from([...ofWords, ...ideas.slice(start, start + WINDOW).flat()]),
        words: ofWords.length,
      };
    });
}
