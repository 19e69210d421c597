import { OrchestratorError, type JsonValue } from "@ai-orchestrator/contract";
import type { AuditDesk } from "../local-orchestrator.ts";
import type { DeferredAudit } from "../wiring/deferred-audit.ts";

/** The audit trail for commands. */
export function openAuditDesk(audit: DeferredAudit): AuditDesk {
  return {
    list: async (filter) =>
      [...(await audit.open()).list(filter)].reverse() as readonly Readonly<Record<string, JsonValue>>[],
    verify: async () => {
      const log = await audit.open();
      const { ok, records, checkpoints, firstBad: fault } = log.verify(await log.consult());
      const where = fault === undefined ? "" : fault.file === "" ? "" : `${fault.file}:${fault.line}: `;
      return { ok, records, checkpoints, ...(fault === undefined ? {} : { problem: `${where}${fault.reason}` }) };
    },
    accept: async () => {
      const log = await audit.open();
      const before = await log.consult();
      // A broken chain stays broken: only what the keychain knows may be overruled.
      const alone = log.verify();
      if (!alone.ok)
        throw new OrchestratorError("storage", `The audit log is broken by itself: ${alone.firstBad?.reason ?? ""}.`, {
          suggestion: "Keep the folder audit/ as evidence; see aio audit verify.",
        });
      const detail = before === undefined ? "nothing" : JSON.stringify(before);
      if (!(await log.accept(`the keychain said ${detail}`)))
        throw new OrchestratorError("vault", "The keychain cannot be told.", {
          suggestion: "See aio credentials for its state.",
        });
    },
    export: async (format) => [...(await audit.open()).export(format)].join(""),
    stats: async () => (await audit.open()).stats() as unknown as Readonly<Record<string, JsonValue>>,
    append: async (entry) => {
      audit.append(entry);
      await audit.flush();
    },
  };
}
