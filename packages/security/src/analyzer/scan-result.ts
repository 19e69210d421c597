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

/** What is left of a system prompt to compare answers with. */
export interface SystemWords {
  /** Hashes of every four words in a row. */
  readonly grams: ReadonlySet<number>;
  /** How many words. */
  readonly count: number;
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
