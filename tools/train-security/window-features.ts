import {
  eachFeature,
  type Reading,
  WINDOW,
  windowStarts,
} from "../../packages/security/src/analyzer/model/score-windows.ts";
import { readText } from "../../packages/security/src/analyzer/read-text.ts";
import type { Row } from "./read-rows.ts";

/** A row's windows as lists of feature buckets. */
export interface Example {
  readonly row: Row;
  readonly windows: readonly Uint16Array[];
}

const MAX_WINDOWS = 16;
const MAX_CHARACTERS = 12_000;

/** What the model sees of a row: at most sixteen windows of its first 12,000 characters. */
export function exampleOf(row: Row): Example {
  const reading = readText(row.text.slice(0, MAX_CHARACTERS));
  return { row, windows: windowsOf(reading) };
}

function windowsOf(reading: Reading): Uint16Array[] {
  const byToken: number[][] = Array.from({ length: reading.tokens.count }, () => []);
  eachFeature(reading, (token, bucket) => byToken[token]?.push(bucket));
  return windowStarts(reading.tokens.count)
    .slice(0, MAX_WINDOWS)
    .map((start) => Uint16Array.from(byToken.slice(start, start + WINDOW).flat()));
}
