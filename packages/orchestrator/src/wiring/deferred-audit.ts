import type { AuditEntry, AuditLog, Logger } from "@ai-orchestrator/contract";
import type { OpenAuditLog } from "@ai-orchestrator/store";

/** An audit log that opens in the background: records wait in memory until it is open, and `flush` waits for them. */
export interface DeferredAudit extends AuditLog {
  /** Starts opening; safe to call often. */
  warm(): void;
  open(): Promise<OpenAuditLog>;
  close(): Promise<void>;
}

/** Puts opening off until the first record or `warm`. */
export function deferAudit(open: () => Promise<OpenAuditLog>, logger: Logger): DeferredAudit {
  const waiting: AuditEntry[] = [];
  let opening: Promise<OpenAuditLog> | undefined;
  let log: OpenAuditLog | undefined;
  const drain = (opened: OpenAuditLog): OpenAuditLog => {
    log = opened;
    for (const entry of waiting.splice(0)) opened.append(entry);
    return opened;
  };
  const start = (): Promise<OpenAuditLog> => {
    opening ??= open().then(drain);
    return opening;
  };
  const warm = (): void => {
    start().catch((error: unknown) =>
      logger.log("error", "The audit log cannot be opened.", { reason: String(error) }),
    );
  };
  return {
    warm,
    open: start,
    append: (entry) => {
      if (log !== undefined) return log.append(entry);
      waiting.push(entry);
      warm();
    },
    flush: async () => {
      if (opening !== undefined) await (await opening).flush();
    },
    close: async () => {
      if (opening === undefined) return;
      const opened = await opening;
      await opened.flush();
      opened[Symbol.dispose]();
    },
  };
}
