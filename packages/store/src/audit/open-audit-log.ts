import {
  SILENT_LOGGER,
  OrchestratorError,
  type AuditEntry,
  type AuditLog,
  type Logger,
} from "@ai-orchestrator/contract";
import { toStorageError } from "../database/storage-error.ts";
import { auditKeys, type AuditHead, type AuditKeys, type AuditRecord } from "./audit-record.ts";
import { createAuditWitness, type AuditTestimony, type AuditWitness, type AuditWitnessPlace } from "./audit-witness.ts";
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
  /** The head's copy outside the log, quick to write: without it a cut-off end cannot be seen. */
  readonly checkpoint: { read(): AuditHead | undefined; write(head: AuditHead): void };
  /** Where a copy is kept that whoever can write all of the data folder cannot change; told rarely. */
  readonly witness?: AuditWitnessPlace;
  readonly logger?: Logger;
}

/** The audit log with everything `aio audit` does. */
export interface OpenAuditLog extends AuditLog, Disposable {
  /** Appends several records under one lock with one write; all of them or, where the disk is full, none. */
  appendAll(entries: readonly AuditEntry[]): void;
  /** The newest `limit` records that fit, oldest first. */
  list(filter?: AuditFilter): readonly AuditRecord[];
  /** Walks the chain, and holds it against the checkpoint and against what the witness said. */
  verify(testimony?: AuditTestimony): AuditVerification;
  /** What the witness says; undefined without one. */
  consult(): Promise<AuditTestimony | undefined>;
  /** Tells the witness the newest head on disk, if this process has written one and it is time. */
  attest(): Promise<void>;
  /** Lets the log as it is count from now on, and says so in it. False if the witness cannot be reached. */
  accept(detail: string): Promise<boolean>;
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
  const keys = auditKeys(options.key);
  const pen = auditPen(options, keys);
  const { witness } = pen;
  return {
    append: (entry) => pen.appendAll([entry]),
    appendAll: pen.appendAll,
    flush: async () => void pen.sync(),
    list: (filter) =>
      guarded("read the audit log", () => newest(auditRecords(directory, filter), filter?.limit ?? 100)),
    verify: (testimony) =>
      guarded("verify the audit log", () => {
        pen.sync();
        const witnesses =
          witness === undefined || testimony === undefined ? [] : [{ place: witness.place.name, testimony }];
        return verifyAudit({ directory, keys, checkpoint: checkpoint.read(), witnesses });
      }),
    consult: async () => witness?.consult(),
    attest: pen.attest,
    accept: async (detail) => {
      pen.appendAll([{ at: Date.now(), event: "config", outcome: "checkpoint-accepted", detail }]);
      const head = pen.sync();
      return head !== undefined && (await witness?.accept(head)) === true;
    },
    export: (format, filter) => exportAudit(auditRecords(directory, filter), format),
    stats: (filter) => guarded("read the audit log", () => summarizeAudit(auditRecords(directory, filter))),
    [Symbol.dispose]: () => pen[Symbol.dispose](),
  };
}

/** What writes: the log, its checkpoint and, now and then, its witness. */
interface AuditPen extends Disposable {
  readonly witness: AuditWitness | undefined;
  appendAll(entries: readonly AuditEntry[]): void;
  /** Syncs what is written; gives the newest head this process has on disk. */
  sync(): AuditHead | undefined;
  attest(): Promise<void>;
}

function auditPen({ directory, checkpoint, ...options }: AuditLogOptions, keys: AuditKeys): AuditPen {
  const logger = options.logger ?? SILENT_LOGGER;
  const witness =
    options.witness === undefined ? undefined : createAuditWitness(options.witness, { directory, keys, logger });
  let writer: AuditWriter | undefined;
  let timer: NodeJS.Timeout | undefined;
  let synced: AuditHead | undefined;

  const sync = (): AuditHead | undefined => {
    clearTimeout(timer);
    timer = undefined;
    const head = guarded("sync the audit log", () => writer?.sync());
    if (head === undefined) return synced;
    synced = head;
    const known = checkpoint.read();
    if (known === undefined || known.seq < head.seq) checkpoint.write(head);
    return synced;
  };
  const attest = async (): Promise<void> => {
    if (synced !== undefined && witness?.place.isDue() === true) await witness.attest(synced);
  };
  const syncLater = (): void => {
    timer ??= setTimeout(() => {
      try {
        sync();
      } catch (thrown) {
        logger.log("error", "The audit log could not be synced.", { reason: String(thrown) });
        return;
      }
      attest().catch((thrown: unknown) =>
        logger.log("error", "The audit log's head could not be told.", { reason: String(thrown) }),
      );
    }, SYNC_DELAY_MS).unref();
  };
  return {
    witness,
    sync,
    attest,
    appendAll: (entries) => {
      guarded("write the audit log", () => {
        writer ??= auditWriter({ directory, keys, known: checkpoint.read(), logger });
        writer.append(entries);
      });
      syncLater();
    },
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
