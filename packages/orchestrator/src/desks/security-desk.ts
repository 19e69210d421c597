import { createRedactor, scan } from "@ai-orchestrator/security";
import type { SecurityDesk } from "../local-orchestrator.ts";

/** The analyzer and the pattern rules by themselves. */
export function openSecurityDesk(): SecurityDesk {
  const rules = createRedactor();
  return {
    scan: (input) => {
      const { severity, score, findings } = scan(input);
      return { severity, score, findings: findings.map((finding) => ({ ...finding })) };
    },
    redactByRules: (text) => {
      const { text: clean, found } = rules.redact(text);
      return { text: clean, found: found.map(({ kind, start, end }) => ({ kind, start, end })) };
    },
  };
}
