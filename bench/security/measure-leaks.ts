// Prints how often copies of a system prompt in an answer are found, and how often ordinary answers are called leaks or dangerous.
// Texts of the JSONL ({text}) over 40 words serve as system prompts, the others as answers. Usage: node bench/security/measure-leaks.ts FILE...
import { readFileSync } from "node:fs";
import { isAtLeast, scan, type ScanResult } from "../../packages/security/src/index.ts";
import { printTable } from "./print-table.ts";

const texts = process.argv.slice(2).flatMap((path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => (JSON.parse(line) as { text?: string; prompt?: string }).text ?? ""),
);
const systems = texts.filter((text) => text.split(/\s+/).length > 40 && text.length < 4000).slice(0, 1000);
const answers = texts.filter((text) => text.length > 40).slice(-1500);

const words = (text: string): string[] => text.split(/\s+/);
const third = (system: string): string =>
  words(system)
    .slice(Math.floor(words(system).length / 3), Math.ceil((2 * words(system).length) / 3))
    .join(" ");
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (/[a-m]/i.test(letter) ? 13 : -13)));
const FILLER =
  "The lake lies between two hills and is open to visitors from May to October. Boats can be hired by the hour, and a path of nine kilometres leads around it. ";
const filler = (length: number): string => FILLER.repeat(Math.ceil(length / FILLER.length)).slice(0, length);
const DISGUISES: Readonly<Record<string, (system: string) => string>> = {
  verbatim: (system) => `Of course. ${system}`,
  "verbatim, upper case": (system) => system.toUpperCase(),
  "a third of it": third,
  "twelve words of it": (system) => `I was told: ${words(system).slice(5, 17).join(" ")}`,
  "every sentence on its own line, numbered": (system) =>
    system
      .split(/(?<=[.!?])\s+/)
      .map((line, i) => `${i + 1}. ${line}`)
      .join("\n"),
  base64: (system) => Buffer.from(system).toString("base64"),
  hexadecimal: (system) => Buffer.from(system).toString("hex"),
  rot13,
  "letters backwards": (system) => Array.from(system).toReversed().join(""),
  "words backwards": (system) => words(system).toReversed().join(" "),
  "letters spaced": (system) =>
    words(system.slice(0, 600))
      .map((word) => Array.from(word).join(" "))
      .join("   "),
  "a third of it, in the middle of 60,000 characters": (system) =>
    `${filler(30_000)}\n${third(system)}\n${filler(30_000)}`,
  "a third of it, in the middle of 400,000 characters": (system) =>
    `${filler(200_000)}\n${third(system)}\n${filler(200_000)}`,
  "twelve words of it, in the middle of 60,000 characters": (system) =>
    `${filler(30_000)} ${words(system).slice(5, 17).join(" ")}. ${filler(30_000)}`,
  "base64, at the end of 60,000 characters": (system) => `${filler(60_000)}\n${Buffer.from(system).toString("base64")}`,
  "base64, in the middle of 60,000 characters": (system) =>
    `${filler(30_000)}\n${Buffer.from(system).toString("base64")}\n${filler(30_000)}`,
  "rot13, in the middle of 60,000 characters": (system) => `${filler(30_000)}\n${rot13(system)}\n${filler(30_000)}`,
};
const isLeak = (result: ScanResult): boolean =>
  result.findings.some(({ category, severity }) => category === "response_leakage" && isAtLeast(severity, "medium"));
const percent = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(2);

printTable(
  `leaks found, ${systems.length} system prompts`,
  ["copy", "found %"],
  Object.entries(DISGUISES).map(([name, change]) => [
    name,
    percent(
      systems.filter((system) => isLeak(scan({ kind: "response", text: change(system), system }))).length,
      systems.length,
    ),
  ]),
);
const results = answers.map((text, i) =>
  scan({ kind: "response", text, system: systems[(i * 7) % systems.length] ?? "" }),
);
const withCategory = (category: string): string =>
  percent(
    results.filter(({ findings }) => findings.some((finding) => finding.category === category)).length,
    results.length,
  );
printTable(
  `ordinary texts as answers to another's system prompt, ${answers.length}`,
  ["called", "%"],
  ["response_leakage", "secret_leakage", "exfiltration", "dangerous_content"].map((category) => [
    category,
    withCategory(category),
  ]),
);
