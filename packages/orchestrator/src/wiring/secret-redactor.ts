import { createRedactor, type Redactor } from "@ai-orchestrator/security/redaction";

/** Hides the values this process knows at the time of the call, in any form, and known kinds of secrets. */
export function secretRedactor(secrets: () => readonly string[]): Redactor {
  return createRedactor({ secrets: () => secrets().map((value) => ({ name: "credential", value })) });
}
