import { isAtLeast, type ScanKind, type ScanResult, type Severity } from "./scan-result.ts";

/** What is done about a result. `block` stops the turn; `warn` tells the user; `log` only records. */
export type Action = "log" | "warn" | "block";

/** From which severity on a text of one source is warned about or blocked; "never" by default. */
export interface SourcePolicy {
  readonly warn?: Exclude<Severity, "none"> | "never";
  readonly block?: Exclude<Severity, "none"> | "never";
}

/** One rule a source, and one for those not named. */
export type AnalyzerPolicy = Partial<Readonly<Record<ScanKind | "traffic" | "default", SourcePolicy>>>;

/** The action a policy asks for: the strictest that the severity reaches, `log` for any other finding, none for a clean text. */
export function decideAction(
  result: Pick<ScanResult, "severity">,
  policy: AnalyzerPolicy,
  source: ScanKind | "traffic" = "prompt",
): Action | undefined {
  if (result.severity === "none") return undefined;
  const rule = { ...policy.default, ...policy[source] };
  if (rule.block !== undefined && rule.block !== "never" && isAtLeast(result.severity, rule.block)) return "block";
  if (rule.warn !== undefined && rule.warn !== "never" && isAtLeast(result.severity, rule.warn)) return "warn";
  return "log";
}
