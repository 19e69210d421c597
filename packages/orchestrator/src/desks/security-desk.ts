import type { SecurityDesk } from "../local-orchestrator.ts";
import type { SecurityRoom } from "../wiring/open-security.ts";

/** The analyzer and the pattern rules by themselves, for `aio security`. */
export function openSecurityDesk(security: () => Promise<SecurityRoom>): SecurityDesk {
  return {
    scanner: async () => {
      const { scan } = await security();
      return (input) => {
        const { severity, score, findings } = scan(input);
        return { severity, score, findings: findings.map((finding) => ({ ...finding })) };
      };
    },
    ruleRedactor: async () => {
      const { createRedactor } = await import("@ai-orchestrator/security");
      const rules = createRedactor();
      return (text) => {
        const { text: clean, found } = rules.redact(text);
        return { text: clean, found: found.map(({ kind, start, end }) => ({ kind, start, end })) };
      };
    },
  };
}
