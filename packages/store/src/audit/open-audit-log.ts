import {
  SILENT_LOGGER,
  OrchestratorError,
  type AuditEntry,
  type AuditLog,
  type Logger,
} from "@ai-orchestrator/contract";
import { toStorageError } from "../database/storage-error.ts";
import { auditKeys, type AuditHead, type AuditRecord } from "./audit-record.ts";
import { auditWriter, type AuditWriter } from "./audit-writer.ts";
import { exportAudit } from "./export-audit.ts";
import { auditRecords, type AuditFilter } from "./read-audit.ts";
import { summarizeAudit, type AuditStats } from "./summarize-audit.ts";
import { verifyAudit, type AuditVerification } from "./verify-audit.ts";

/** What the log needs. */
export interface AuditLogOptions {
  readonly directory: string;
  /** 32 bytes, kept in the vault. */
  readonly key: Uint8Array;
  /** The head's copy outside the log (vault or keychain): without it a cut-off end cannot be seen. */
  readonly checkpoint: { read(): AuditHead | undefined; write(head: AuditHead): void };
  readonly logger?: Logger;
}

/** The audit log with everything `aio audit` does. */
export interface OpenAuditLog extends AuditLog, Disposable {
  /** Appends several records under one lock with one write; all of them or, where the disk is full, none. */
  appendAll(entries: readonly AuditEntry[]): void;
  /** The newest `limit` records that fit, oldest first. */
  list(filter?: AuditFilter): readonly AuditRecord[];
  verify(): AuditVerification;
  export(format: "csv" | "json", filter?: AuditFilter): Iterable<string>;
  stats(filter?: AuditFilter): AuditStats;
}

/** ms between writing a record and syncing it. */
const SYNC_DELAY_MS = 500;

/** Opens the log; files appear with the first record. A record is in the file when `append` returns and on disk within half a second. */
export function openAuditLog(options: AuditLogOptions): OpenAuditLog {
  if (options.key.byteLength !== 32)
    throw new OrchestratorError("storage", `The audit key must have 32 bytes, not ${options.key.byteLength}.`);
  const { directory, checkpoint } = options;
  const logger = options.logger ?? SILENT_LOGGER;
  const keys = auditKeys(options.key);
  let writer: AuditWriter | undefined;
  let timer: NodeJS.Timeout | undefined;

  const sync = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const head = guarded("sync the audit log", () => writer?.sync());
    if (head === undefined) return;
    const known = checkpoint.read();
    if (known === undefined || known.seq < head.seq) checkpoint.write(head);
  };
  const syncLater = (): void => {
    timer ??= setTimeout(() => {
      try {
        sync();
      } catch (thrown) {
        logger.log("error", "The audit log could not be synced.", { reason: String(thrown) });
      }
    }, SYNC_DELAY_MS).unref();
  };
  const appendAll = (entries: readonly AuditEntry[]): void => {
    guarded("write the audit log", () => {
      writer ??= auditWriter({ directory, keys, known: checkpoint.read(), logger });
      writer.append(entries);
    });
    syncLater();
  };
  return {
    append: (entry) => appendAll([entry]),
    appendAll,
    flush: async () => sync(),
    list: (filter) =>
      guarded("read the audit log", () => newest(auditRecords(directory, filter), filter?.limit ?? 100)),
    verify: () =>
      guarded("verify the audit log", () => {
        sync();
        return verifyAudit({ directory, keys, checkpoint: checkpoint.read() });
      }),
    export: (format, filter) => exportAudit(auditRecords(directory, filter), format),
    stats: (filter) => guarded("read the audit log", () => summarizeAudit(auditRecords(directory, filter))),
    [Symbol.dispose]: () => {
      try {
        sync();
      } finally {
        writer?.[Symbol.dispose]();
        writer = undefined;
      }
    },
  };
}

function newest<T>(items: Iterable<T>, limit: number): readonly T[] {
  const kept: T[] = [];
  for (const item of items) {
    kept.push(item);
    if (kept.length >= limit * 2) kept.splice(0, kept.length - limit);
  }
  return kept.slice(-limit);
}

function guarded<T>(doing: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw toStorageError(thrown, doing);
  }
}
