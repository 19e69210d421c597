import type { AuditEntry, AuditLog, Logger } from "@ai-orchestrator/contract";
import type { OpenAuditLog } from "@ai-orchestrator/store";

/** An audit log that opens in the background and writes in groups: records wait in memory at most 50 ms, and `flush` waits for them. */
export interface DeferredAudit extends AuditLog {
  /** Starts opening; safe to call often. */
  warm(): void;
  /** The log, with everything appended so far written. */
  open(): Promise<OpenAuditLog>;
  close(): Promise<void>;
}

/** Longest time a record waits for its group, ms. The log itself syncs to disk ten times more seldom, so this adds little to what a power cut could take. */
const WAIT_MS = 50;
/** More are written at once: few enough that they die young in memory, as the ledger's do. */
const MOST_WAITING = 100;

/** Puts opening off until the first record or `warm`. */
export function deferAudit(open: () => Promise<OpenAuditLog>, logger: Logger): DeferredAudit {
  let waiting: AuditEntry[] = [];
  let opening: Promise<OpenAuditLog> | undefined;
  let log: OpenAuditLog | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = (opened: OpenAuditLog): void => {
    clearTimeout(timer);
    timer = undefined;
    const group = waiting;
    waiting = [];
    if (group.length > 0) opened.appendAll(group);
  };
  const report = (what: string) => (error: unknown) => logger.log("error", what, { reason: String(error) });
  const writeLater = (opened: OpenAuditLog): void => {
    if (waiting.length >= MOST_WAITING) return write(opened);
    timer ??= setTimeout(() => {
      try {
        write(opened);
      } catch (error) {
        report("The audit log cannot be written.")(error);
      }
    }, WAIT_MS);
  };
  const start = (): Promise<OpenAuditLog> => {
    opening ??= open().then((opened) => {
      log = opened;
      write(opened);
      return opened;
    });
    return opening;
  };
  const written = async (soon: Promise<OpenAuditLog>): Promise<OpenAuditLog> => {
    const opened = await soon;
    write(opened);
    return opened;
  };
  const warm = (): void => {
    start().catch(report("The audit log cannot be opened."));
  };
  return {
    warm,
    open: () => written(start()),
    append: (entry) => {
      waiting.push(entry);
      if (log === undefined) warm();
      else writeLater(log);
    },
    flush: async () => {
      if (opening !== undefined) await (await written(opening)).flush();
    },
    close: async () => {
      if (opening === undefined) return;
      const opened = await written(opening);
      await opened.flush();
      await opened.attest();
      opened[Symbol.dispose]();
    },
  };
}
