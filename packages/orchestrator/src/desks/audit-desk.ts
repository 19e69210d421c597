import type { JsonValue } from "@ai-orchestrator/contract";
import type { AuditDesk } from "../local-orchestrator.ts";
import type { DeferredAudit } from "../wiring/deferred-audit.ts";

/** The audit trail for commands. */
export function openAuditDesk(audit: DeferredAudit): AuditDesk {
  return {
    list: async (filter) =>
      [...(await audit.open()).list(filter)].reverse() as readonly Readonly<Record<string, JsonValue>>[],
    verify: async () => {
      const result = (await audit.open()).verify();
      const { firstBad: fault } = result;
      return {
        ok: result.ok,
        records: result.records,
        ...(fault === undefined ? {} : { problem: `${fault.file}:${fault.line}: ${fault.reason}` }),
      };
    },
    export: async (format) => [...(await audit.open()).export(format)].join(""),
    stats: async () => (await audit.open()).stats() as unknown as Readonly<Record<string, JsonValue>>,
    append: async (entry) => {
      audit.append(entry);
      await audit.flush();
    },
  };
}
