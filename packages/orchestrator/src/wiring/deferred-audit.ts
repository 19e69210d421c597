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
/** How soon a log that could not be opened or written (the disk is full, the keychain locked) is tried again, ms, and most records kept meanwhile. */
const AGAIN_MS = 1_000;
const MOST_KEPT = 10_000;

/** Records that wait for the log. What cannot be written is kept, in order, and tried again; the log says what is lost. */
class WaitingRecords {
  readonly #logger: Logger;
  #entries: AuditEntry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;
  /** Something did not work, and is tried again when the time comes or when somebody waits for it. */
  isFailing = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get count(): number {
    return this.#entries.length;
  }

  add(entry: AuditEntry): void {
    if (this.#entries.length < MOST_KEPT) this.#entries.push(entry);
    else this.#lost += 1;
  }

  /** Writes in a moment, all together. */
  writeSoon(log: OpenAuditLog): void {
    if (this.#entries.length >= MOST_WAITING && !this.isFailing) this.tryWrite(log);
    else this.#timer ??= setTimeout(() => this.tryWrite(log), WAIT_MS);
  }

  tryWrite(log: OpenAuditLog): void {
    try {
      this.write(log);
    } catch (error) {
      this.report("The audit log cannot be written.", error);
    }
  }

  write(log: OpenAuditLog): void {
    this.rest();
    if (this.#entries.length === 0) return;
    try {
      log.appendAll(this.#entries);
    } catch (error) {
      this.again(() => this.tryWrite(log));
      throw error;
    }
    this.#entries = [];
    this.isFailing = false;
  }

  again(work: () => void): void {
    this.rest();
    this.isFailing = true;
    this.#timer = setTimeout(work, AGAIN_MS).unref();
  }

  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  report(what: string, error: unknown): void {
    this.#logger.log("error", what, { reason: String(error), ...(this.#lost === 0 ? {} : { lost: this.#lost }) });
    this.#lost = 0;
  }
}

/** Puts opening off until the first record or `warm`. */
export function deferAudit(open: () => Promise<OpenAuditLog>, logger: Logger): DeferredAudit {
  const waiting = new WaitingRecords(logger);
  let opening: Promise<OpenAuditLog> | undefined;
  let log: OpenAuditLog | undefined;
  const start = async (): Promise<OpenAuditLog> => {
    waiting.isFailing = false;
    try {
      return (log = await open());
    } catch (error) {
      waiting.report("The audit log cannot be opened.", error);
      waiting.again(() => {
        opening = undefined;
        if (waiting.count > 0) warm();
      });
      throw error;
    }
  };
  /** The log for who waits for it: one that could not be opened is tried again at once. */
  const opened = (): Promise<OpenAuditLog> => {
    if (waiting.isFailing && log === undefined) opening = undefined;
    return (opening ??= start());
  };
  const written = async (): Promise<OpenAuditLog> => {
    const ready = await opened();
    waiting.write(ready);
    return ready;
  };
  const warm = (): void => {
    if (opening !== undefined) return;
    opening = start();
    opening.then(
      (ready) => waiting.tryWrite(ready),
      () => undefined,
    );
  };
  return {
    warm,
    open: written,
    append: (entry) => {
      waiting.add(entry);
      if (log === undefined) warm();
      else waiting.writeSoon(log);
    },
    flush: async () => {
      if (opening !== undefined) await (await written()).flush();
    },
    close: async () => {
      if (opening === undefined) return;
      const ready = await opened();
      try {
        waiting.write(ready);
        await ready.flush();
        await ready.attest();
      } finally {
        waiting.rest();
        ready[Symbol.dispose]();
      }
    },
  };
}
