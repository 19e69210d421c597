// Prints how the analyzer does on any JSONL of {text, label: "attack" | "benign", source?, category?, system?, kind?}.
// Usage: node bench/security/measure-analyzer.ts FILE... [--by source|category] [--obfuscations] [--times] [--errors N]
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  isAtLeast,
  scan,
  type ScanInput,
  type ScanResult,
  SEVERITIES,
  type Severity,
} from "../../packages/security/src/index.ts";
import { measureTimes } from "./measure-times.ts";
import { OBFUSCATIONS } from "./obfuscations.ts";
import { printTable } from "./print-table.ts";

interface Row extends ScanInput {
  readonly label: "attack" | "benign";
  readonly source?: string;
  readonly category?: string;
}

interface Scanned {
  readonly row: Row;
  readonly result: ScanResult;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    by: { type: "string", default: "source" },
    obfuscations: { type: "boolean" },
    times: { type: "boolean" },
    errors: { type: "string" },
  },
});

const rows = positionals.flatMap((path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row),
);
const scanned = rows.map((row): Scanned => ({ row, result: scan(row) }));
printSeverities();
printRecall();
if (values.obfuscations) printObfuscations();
if (values.times) measureTimes(rows.map(({ text }) => text));
if (values.errors !== undefined) printErrors(Number(values.errors));

function groupOf(row: Row): string {
  return `${row.label} ${(values.by === "category" ? row.category : row.source) ?? ""}`;
}

function share(list: readonly Scanned[], severity: Severity): string {
  return (
    (100 * list.filter(({ result }) => isAtLeast(result.severity, severity)).length) /
    Math.max(1, list.length)
  ).toFixed(2);
}

/** Texts called at least each severity, in per cent. */
function printSeverities(): void {
  const groups = Map.groupBy(scanned, ({ row }) => groupOf(row));
  for (const label of ["attack", "benign"])
    groups.set(
      `${label} ALL`,
      scanned.filter(({ row }) => row.label === label),
    );
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => [
      name,
      String(list.length),
      ...SEVERITIES.slice(1).map((severity) => share(list, severity)),
    ]);
  printTable("texts called at least … (%)", ["group", "texts", "low", "medium", "high", "critical"], lines);
}

/** Recall when the threshold is set so that a share of the honest texts is flagged. */
function printRecall(): void {
  const honest = scanned
    .filter(({ row }) => row.label === "benign")
    .map(({ result }) => result.score)
    .sort((a, b) => b - a);
  if (honest.length === 0) return;
  const shares = [0.001, 0.003, 0.01, 0.04];
  const thresholds = shares.map((one) => honest[Math.min(honest.length - 1, Math.floor(honest.length * one))] ?? 1);
  const groups = Map.groupBy(
    scanned.filter(({ row }) => row.label === "attack"),
    ({ row }) => groupOf(row),
  );
  const recall = (list: readonly Scanned[]): string[] =>
    thresholds.map((threshold) =>
      ((100 * list.filter(({ result }) => result.score > threshold).length) / Math.max(1, list.length)).toFixed(1),
    );
  printTable(
    "recall (%) at a false positive rate of …",
    ["group", ...shares.map((one) => `${one * 100} %`)],
    [...groups].map(([name, list]) => [name, ...recall(list)]),
  );
}

/** Of the attacks called medium or worse as they are, the share that still is in disguise. */
function printObfuscations(): void {
  const found = scanned
    .filter(({ row, result }) => row.label === "attack" && isAtLeast(result.severity, "medium"))
    .slice(0, 400);
  const honest = scanned.filter(({ row }) => row.label === "benign").slice(0, 400);
  const flagged = (list: readonly Scanned[], change: (text: string) => string): string =>
    (
      (100 * list.filter(({ row }) => isAtLeast(scan({ ...row, text: change(row.text) }).severity, "medium")).length) /
      Math.max(1, list.length)
    ).toFixed(1);
  printTable(
    `kept in disguise (% of ${found.length} found) and honest texts flagged in it`,
    ["disguise", "kept", "honest flagged"],
    Object.entries(OBFUSCATIONS).map(([name, change]) => [name, flagged(found, change), flagged(honest, change)]),
  );
}

function printErrors(count: number): void {
  const wrong = scanned.filter(({ row, result }) => (row.label === "attack") !== isAtLeast(result.severity, "medium"));
  for (const label of ["benign", "attack"]) {
    const list = wrong
      .filter(({ row }) => row.label === label)
      .sort((a, b) => (label === "benign" ? b.result.score - a.result.score : a.result.score - b.result.score));
    for (const { row, result } of list.slice(0, count))
      process.stdout.write(
        `${label} ${result.score.toFixed(3)} ${row.source ?? ""}: ${JSON.stringify(row.text.slice(0, 160))}\n`,
      );
  }
}
