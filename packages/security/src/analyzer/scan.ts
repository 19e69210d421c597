import { judgeFindings } from "./judge-findings.ts";
import { securityModel, type SecurityModel } from "./model/security-model.ts";
import { scanResponse } from "./response/scan-response.ts";
import type { ScanInput, ScanResult, Severity } from "./scan-result.ts";
import { findSignals, readingLogit, type Signals } from "./signals.ts";

/**
 * Looks at one text for attacks (a prompt, a document, a search result) or for leaks and dangers (a response).
 * Pure, synchronous and linear in the text; never throws. Findings hold offsets, never text.
 */
export function scan(input: ScanInput): ScanResult {
  if (input.kind === "response") return scanResponse(input);
  const model = securityModel();
  const signals = findSignals(input, model);
  const score = scoreSignals(signals, model);
  const severity = severityOf(score, model);
  return { severity, score, findings: severity === "none" ? [] : judgeFindings(input, signals, severity) };
}

/** The score of the worst reading, 0–1. */
export function scoreSignals(signals: Signals, model: SecurityModel): number {
  const rest = { markup: signals.markupWeight, context: signals.context.weight, isPrompt: signals.isPrompt };
  const logit = Math.max(...signals.readings.map((reading) => readingLogit(reading, model, rest)));
  return 1 / (1 + Math.exp(-logit));
}

function severityOf(score: number, { thresholds }: SecurityModel): Severity {
  if (score >= thresholds.critical) return "critical";
  if (score >= thresholds.high) return "high";
  if (score >= thresholds.medium) return "medium";
  return score >= thresholds.low ? "low" : "none";
}
