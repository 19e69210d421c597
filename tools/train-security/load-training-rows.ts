import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRows, type Row } from "./read-rows.ts";
import { seededRandom } from "./synthetic/spin.ts";
import { syntheticRows } from "./synthetic/synthetic-rows.ts";

const ORDINARY_A_FILE = 3500;
const AUTHORED_WEIGHT = 5;
// Ordinary prompts are by far the most that is ever scanned.
const ORDINARY_WEIGHT = 5;
const ROUTING_AUTHORS = fileURLToPath(new URL("../train-routing/corpus/authors", import.meta.url));
const AUTHORED = fileURLToPath(new URL("authored", import.meta.url));

/**
 * Everything the model may learn from: the development texts, ordinary prompts from the other two files and from the router's authors as honest ones, texts
 * written for this by several authors who knew neither templates nor lexicon, and texts made of templates. Indirect attacks (a harmless task hidden in a document) are left out: their words are honest, only their place is not.
 */
export function loadTrainingRows(folder: string): Row[] {
  const rows = readRows(join(folder, "injection-dev.jsonl")).filter((row) => row.category !== "indirect");
  return [
    ...rows,
    ...prompts(folder, "taskmix-dev.jsonl"),
    ...prompts(folder, "strongweak-dev.jsonl"),
    ...loadAuthoredRows(),
    ...loadRoutingPrompts(),
    ...syntheticRows(),
  ];
}

/** The authors' texts that may be learned from; others are kept for judging only (bench/security/*-judge.jsonl). */
export function loadAuthoredRows(): Row[] {
  return readdirSync(AUTHORED)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .flatMap((name) =>
      readRows(join(AUTHORED, name)).map((row) => ({
        ...row,
        author: name.replace(".jsonl", ""),
        weight: AUTHORED_WEIGHT,
      })),
    );
}

/** Prompts that authors wrote for the router: honest ones, whole and in one piece each. */
function loadRoutingPrompts(): Row[] {
  return readdirSync(ROUTING_AUTHORS)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .flatMap((name) =>
      readFileSync(join(ROUTING_AUTHORS, name), "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => ({
          text: (JSON.parse(line) as { prompt: string }).prompt,
          label: "benign" as const,
          source: `routing_${name.replace(".jsonl", "")}`,
          category: "ordinary",
          weight: ORDINARY_WEIGHT,
        })),
    );
}

/** The indirect attacks and the documents they stand in. */
export function loadDocumentRows(folder: string): Row[] {
  return readRows(join(folder, "injection-dev.jsonl")).filter(
    (row) => row.category === "indirect" || row.category === "document",
  );
}

function prompts(folder: string, file: string): Row[] {
  const lines = readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const random = seededRandom(lines.length);
  const kept = lines.filter(() => random() < ORDINARY_A_FILE / lines.length);
  return kept.map((line) => ({
    text: (JSON.parse(line) as { prompt: string }).prompt,
    label: "benign",
    source: file.split("-")[0] ?? file,
    category: "ordinary",
    weight: ORDINARY_WEIGHT,
  }));
}
