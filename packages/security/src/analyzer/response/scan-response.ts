import { encodedForms } from "../../redaction/encoded-forms.ts";
import { findSecrets } from "../../redaction/find-secrets.ts";
import { findMarkupRules } from "../rules/find-markup-rules.ts";
import { MARKUP_RULES } from "../rules/markup-rules.ts";
import { type Finding, type ScanInput, type ScanResult, SEVERITIES, type Severity } from "../scan-result.ts";
import { findDangerousContent } from "./dangerous-content.ts";
import { findLeak } from "./find-leak.ts";

const SCORES: Readonly<Record<Severity, number>> = { none: 0, low: 0.3, medium: 0.6, high: 0.85, critical: 0.97 };

/** Secrets told of a kind, and findings of all sorts; the rest of an answer that gives so many away adds nothing. */
const MOST_OF_A_KIND = 24;
const MAX_FINDINGS = 24;

/** Looks at an answer: the system prompt, planted words or live keys given away, secret shapes, addresses that carry data off, dangerous commands. */
export function scanResponse(input: ScanInput): ScanResult {
  const { text, system } = input;
  const findings: Finding[] = [];
  addExact(text, input.canaries, { told: PLANTED_WORD, findings });
  addExact(text, input.secrets, { told: LIVE_CREDENTIAL, findings });
  if (system !== undefined) findings.push(...findLeak(text, system, input.systemWords));
  for (const { kind, start, end } of findSecrets(text, MOST_OF_A_KIND))
    findings.push({
      rule: `secret_shape_${kind}`,
      category: "secret_leakage",
      severity: kind.startsWith("assigned_") ? "low" : "medium",
      reason: "Looks like a credential.",
      start,
      end,
    });
  findings.push(...exfiltration(text));
  findings.push(...findDangerousContent(text));
  // Nearly every answer.
  if (findings.length === 0) return NOTHING_FOUND;
  const worst = Math.max(0, ...findings.map((finding) => SEVERITIES.indexOf(finding.severity)));
  const severity = SEVERITIES[worst] ?? "none";
  const score = Math.min(1, SCORES[severity] + Math.min(0.02, Math.max(0, findings.length - 1) * 0.005));
  return {
    severity,
    score,
    findings: findings
      .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.start - b.start)
      .slice(0, MAX_FINDINGS),
  };
}

const NOTHING_FOUND: ScanResult = { severity: "none", score: 0, findings: [] };

type Told = Pick<Finding, "rule" | "category" | "reason">;

const PLANTED_WORD: Told = {
  rule: "canary_told",
  category: "response_leakage",
  reason: "Holds a word that was planted to be kept.",
};

const LIVE_CREDENTIAL: Told = {
  rule: "live_credential_told",
  category: "secret_leakage",
  reason: "Holds a stored credential.",
};

/** What is shorter stands in answers by chance. */
const SHORTEST = 6;

/** Live keys are few and looked for in every answer; making their forms costs more than looking. */
const knownForms = new Map<string, readonly string[]>();
const MOST_KNOWN = 64;

function formsOf(value: string): readonly string[] {
  const known = knownForms.get(value);
  if (known !== undefined) return known;
  const forms = encodedForms(value);
  if (knownForms.size >= MOST_KNOWN) knownForms.clear();
  knownForms.set(value, forms);
  return forms;
}

/** Each value at most once, in the first of its forms that stands there. */
function addExact(
  text: string,
  values: readonly string[] | undefined,
  { told, findings }: { readonly told: Told; readonly findings: Finding[] },
): void {
  if (values === undefined) return;
  for (const value of values) {
    if (value.length < SHORTEST) continue;
    for (const form of formsOf(value)) {
      const at = text.indexOf(form);
      if (at < 0) continue;
      findings.push({ ...told, severity: "critical", start: at, end: at + form.length });
      break;
    }
  }
}

function exfiltration(text: string): Finding[] {
  return findMarkupRules(text, "exfiltration").flatMap(({ rule, start, end }) => {
    const told = MARKUP_RULES[rule];
    return told === undefined
      ? []
      : [{ rule: told.rule, category: told.category, reason: told.reason, severity: "medium" as const, start, end }];
  });
}
