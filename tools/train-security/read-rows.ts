import { readFileSync } from "node:fs";

/** One text to learn from or to measure on. */
export interface Row {
  readonly text: string;
  readonly label: "attack" | "benign";
  readonly source: string;
  readonly category: string;
  readonly system?: string;
  readonly kind?: "prompt" | "document" | "search_result" | "response";
}

/** The rows of a JSONL file; blank lines are skipped, a malformed one throws. */
export function readRows(path: string): Row[] {
  return readFileSync(path, "utf8").split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as Row);
}
