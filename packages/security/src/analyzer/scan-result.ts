import type { HashSet } from "../text/hash-set.ts";

/** From nothing to act now. */
export type Severity = "none" | "low" | "medium" | "high" | "critical";

/** What a finding is about. */
export type FindingCategory =
  | "prompt_injection"
  | "jailbreak"
  | "instruction_override"
  | "system_prompt_extraction"
  | "response_leakage"
  | "secret_leakage"
  | "exfiltration"
  | "dangerous_content"
  | "temporal";

/** Where a text comes from; a document has no business giving orders, a response none giving secrets away. */
export type ScanKind = "prompt" | "document" | "search_result" | "response";

/** What to look at. */
export interface ScanInput {
  readonly text: string;
  /** The system prompt the text meets. */
  readonly system?: string;
  /** The same, read by `readSystem`: saves reading it again with every response. */
  readonly systemWords?: SystemWords;
  /** Default "prompt". */
  readonly kind?: ScanKind;
  /** Words planted where they are never told on; in a response they prove a leak. Shorter than six characters they are not looked for. */
  readonly canaries?: readonly string[];
  /** Live credential values. */
  readonly secrets?: readonly string[];
}

/** What is kept of a system prompt to compare answers with: hashes, but for the terms it protects. */
export interface SystemWords {
  /** How many words. */
  readonly count: number;
  /** Every four words in a row; the same with all words backwards. */
  readonly grams: HashSet;
  readonly backwards: HashSet;
  /** Every four words in a row by their shapes, which no shift of the alphabet changes, and by their letters in any order. */
  readonly shapes: HashSet;
  readonly sets: HashSet;
  /** Runs of letters, forwards and backwards, whatever stands between them. */
  readonly letters: HashSet;
  /** In lower case. */
  readonly terms: readonly string[];
}

/** One reason for a severity. Holds no text: `start` and `end` are UTF-16 offsets into the text scanned. */
export interface Finding {
  readonly rule: string;
  readonly category: FindingCategory;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** The outcome. `score` is 0–1, comparable between texts: `severity` follows from it by fixed thresholds. */
export interface ScanResult {
  readonly severity: Severity;
  readonly score: number;
  readonly findings: readonly Finding[];
}

/** Severities in order. */
export const SEVERITIES: readonly Severity[] = ["none", "low", "medium", "high", "critical"];

/** Whether `a` is at least as severe as `b`. */
export function isAtLeast(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b);
}
