import { readFileSync } from "node:fs";

/** One text to learn from or to measure on. */
export interface Row {
  readonly text: string;
  readonly label: "attack" | "benign";
  readonly source: string;
  readonly category: string;
  readonly system?: string;
  readonly kind?: "prompt" | "document" | "search_result" | "response";
  /** How much more it counts in training than another of a source of its size; 1 where not given. */
  readonly weight?: number;
  /** Who wrote it for this project. */
  readonly author?: string;
  /** Of a synthetic text: the number of the template it was made from. */
  readonly template?: number;
}

/** The rows of a JSONL file; blank lines are skipped, a malformed one throws. */
export function readRows(path: string): Row[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);
}
