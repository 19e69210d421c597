// Prints how redaction does: on random secrets of every kind, on texts that only look like secrets, and on any JSONL of
// {text, secret?: string, kind?: string} (no secret: an honest text). Usage: node bench/security/measure-secrets.ts [FILE...]
import { readFileSync } from "node:fs";
import { createRedactor } from "../../packages/security/src/index.ts";
import {
  HARMLESS_SAMPLES,
  NAMED_SAMPLES,
  type Random,
  SECRET_CONTEXTS,
  SECRET_SAMPLES,
} from "../../packages/security/src/redaction/secret-samples.ts";
import { LOOK_ALIKES } from "../../packages/security/src/redaction/look-alikes.ts";
import { printTable } from "./print-table.ts";

interface Case {
  readonly text: string;
  readonly secret?: string;
  readonly kind?: string;
}

const A_KIND = 200;
const redactor = createRedactor();

function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

function madeCases(): Case[] {
  const random = seeded(7);
  const cases: Case[] = [];
  for (const [kind, make] of Object.entries(SECRET_SAMPLES)) {
    for (let i = 0; i < A_KIND; i++) {
      const secret = make(random);
      cases.push({
        kind,
        secret,
        text: (SECRET_CONTEXTS[i % SECRET_CONTEXTS.length] ?? "@").replace("@", () => secret),
      });
    }
  }
  for (const [kind, make] of Object.entries(NAMED_SAMPLES))
    for (let i = 0; i < A_KIND; i++) cases.push({ kind: `named ${kind}`, ...make(random) });
  for (const make of [...HARMLESS_SAMPLES, ...Object.values(LOOK_ALIKES)])
    for (let i = 0; i < A_KIND; i++) cases.push({ text: make(random) });
  return cases;
}

/** Found when the longest plain stretch of the secret is no longer in the text. */
function isHidden({ text, secret = "" }: Case): boolean {
  const password = /:\/\/[^:/]+:([^@]+)@/.exec(secret)?.[1];
  const longest = (parts: readonly string[]): string => parts.toSorted((a, b) => b.length - a.length)[0] ?? secret;
  const core = password ?? longest(longest(secret.split(/[\s\\;]+/)).split(/[:=/]/));
  return !redactor.redact(text).text.includes(core);
}

function report(title: string, cases: readonly Case[]): void {
  const secrets = Map.groupBy(
    cases.filter(({ secret }) => secret !== undefined && secret !== ""),
    ({ kind }) => kind ?? "",
  );
  const honest = cases.filter(({ secret }) => secret === undefined || secret === "");
  const flagged = honest.filter(({ text }) => redactor.find(text).length > 0);
  const percent = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(2);
  const all = [...secrets.values()].flat();
  const lines = [...secrets].map(([kind, list]) => [
    kind,
    String(list.length),
    percent(list.filter(isHidden).length, list.length),
  ]);
  printTable(
    title,
    ["kind", "cases", "hidden %"],
    [
      ...lines,
      ["ALL", String(all.length), percent(all.filter(isHidden).length, all.length)],
      ["honest texts flagged", String(honest.length), percent(flagged.length, honest.length)],
    ],
  );
  for (const { text } of flagged.slice(0, 10)) process.stdout.write(`flagged: ${JSON.stringify(text.slice(0, 160))}\n`);
}

report("secrets made for this run", madeCases());
for (const path of process.argv.slice(2)) {
  report(
    path,
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as Case),
  );
}
