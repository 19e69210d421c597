import { placeInText } from "./place-in-text.ts";
import { CONCEPT_RULES } from "./rules/concept-rules.ts";
import { MARKUP_RULES } from "./rules/markup-rules.ts";
import { type Finding, type ScanInput, SEVERITIES, type Severity } from "./scan-result.ts";
import type { ScoredReading, Signals } from "./signals.ts";

const MAX_FINDINGS = 24;

/** The reasons for a severity that is not none: rules, context, markup, and the model's window where no rule says it. None is more severe than the whole. */
export function judgeFindings(input: ScanInput, signals: Signals, overall: Severity): Finding[] {
  const findings = [
    ...signals.readings.flatMap((scored) => ruleFindings(scored, overall)),
    ...signals.markup.map(({ rule, start, end }): Finding => {
      const {
        rule: name,
        category,
        reason,
        weight,
      } = MARKUP_RULES[rule] ?? { rule: "", category: "prompt_injection", reason: "", weight: 0 };
      return { rule: name, category, reason, severity: capped(weight, overall), start, end };
    }),
    ...signals.context.reasons.map(({ rule, reason, start, end, weight }): Finding => ({
      rule,
      category: rule.includes("document") ? "prompt_injection" : "system_prompt_extraction",
      reason,
      severity: capped(weight, overall),
      start,
      end,
    })),
  ];
  const worst = Math.max(-1, ...findings.map((finding) => SEVERITIES.indexOf(finding.severity)));
  if (worst < SEVERITIES.indexOf(overall)) findings.unshift(modelFinding(signals, overall));
  return distinct(findings, input.text.length).slice(0, MAX_FINDINGS);
}

function ruleFindings({ reading, span, base }: ScoredReading, overall: Severity): Finding[] {
  return reading.rules.map(({ rule, from, to }) => {
    const {
      rule: name,
      category,
      reason,
      weight,
    } = CONCEPT_RULES[rule] ?? { rule: "", category: "prompt_injection", reason: "", weight: 0 };
    const place = span ?? placeInText(reading, from, to, base);
    const how = span === undefined ? "" : ` Found in ${span.kind} text.`;
    return {
      rule: name,
      category,
      reason: reason + how,
      severity: capped(weight + (span?.kind === "hidden" ? 1 : 0), overall),
      start: place.start,
      end: place.end,
    };
  });
}

function modelFinding({ readings }: Signals, overall: Severity): Finding {
  const worst = readings.reduce((best, reading) => (reading.window.logit > best.window.logit ? reading : best));
  const place = worst.span ?? placeInText(worst.reading, worst.window.from, worst.window.to, worst.base);
  return {
    rule: "learned_pattern",
    category: "prompt_injection",
    reason: "Reads like known attacks to the trained model.",
    severity: overall,
    start: place.start,
    end: place.end,
  };
}

function capped(weight: number, overall: Severity): Severity {
  const own = weight >= 4 ? 4 : weight >= 2.4 ? 3 : weight >= 1.4 ? 2 : 1;
  return SEVERITIES[Math.min(own, SEVERITIES.indexOf(overall))] ?? "low";
}

// One finding a rule and place; the widest of overlapping ones stays.
function distinct(findings: readonly Finding[], length: number): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings) {
    const twin = kept.findIndex(
      (other) => other.rule === finding.rule && other.start < finding.end && finding.start < other.end,
    );
    if (twin < 0) kept.push({ ...finding, start: Math.max(0, finding.start), end: Math.min(length, finding.end) });
  }
  return kept.sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.start - b.start);
}
