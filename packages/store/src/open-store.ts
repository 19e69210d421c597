import { dirname, join } from "node:path";
import { OrchestratorError, SILENT_LOGGER, type ConversationStore, type Logger } from "@ai-orchestrator/contract";
import { alertLog, type AlertLog } from "./alerts/alert-log.ts";
import { sqliteConversationStore } from "./conversations/sqlite-conversation-store.ts";
import { recoverTurns } from "./conversations/turn-journal.ts";
import { openDatabase, type Database } from "./database/database.ts";
import { migrate, type Migration } from "./database/migrate.ts";
import { MIGRATIONS } from "./database/migrations/index.ts";
import { processRegistry } from "./database/process-registry.ts";
import { isDiskFull } from "./database/storage-error.ts";
import { encryptedCodec, plainCodec, type ContentCodec } from "./encryption/content-codec.ts";
import { expireReservations, sqliteUsageLedger, type SqliteUsageLedger } from "./ledger/sqlite-usage-ledger.ts";
import { quickCheck } from "./maintenance/check-integrity.ts";
import { storeMaintenance, type StoreMaintenance } from "./maintenance/store-maintenance.ts";
import { noteIndexBuilt, renewIndexFormat } from "./search/rebuild-index.ts";
import { searchIndex } from "./search/search-index.ts";
import type { StoreContext } from "./store-context.ts";

/** What opening needs. Nothing is read from the environment. */
export interface StoreOptions {
  /** `history.db`, or `:memory:`. */
  readonly path: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly newId: () => string;
  /** 32 bytes; content is encrypted under it. */
  readonly encryptionKey?: Uint8Array;
  readonly logger?: Logger;
  /** Schema steps; only tests pass others. */
  readonly migrations?: readonly Migration[];
}

/** What opening found and did. */
export interface OpeningReport {
  readonly migrated: readonly string[];
  /** A process before us died without closing. */
  readonly uncleanExit: boolean;
  /** Turns that were made `interrupted`. */
  readonly recoveredTurns: number;
  /** The disk is full: reading works, writing fails until there is space. */
  readonly readOnlyForNow: boolean;
}

/** An open history. Several processes may have the same one open. */
export interface Store extends Disposable, StoreMaintenance {
  readonly conversations: ConversationStore;
  readonly ledger: SqliteUsageLedger;
  readonly alerts: AlertLog;
  /** Purges conversations without activity for `days` (pinned ones stay), and those deleted so long ago. Returns how many. */
  expire(days: number): number;
  readonly opening: OpeningReport;
  readonly encrypted: boolean;
  /** For `exportConversations` and `importConversations`. */
  readonly context: StoreContext;
}

const DAY_MS = 86_400_000;
/** Databases above this size are not checked while opening; `aio history verify` does it. */
const CHECKED_BYTES = 256 * 1024 ** 2;

/**
 * Opens the history: makes or migrates the schema, checks the file after an unclean exit, and turns what dead
 * processes left running into interrupted turns. Throws `storage` if the file is damaged, foreign, newer, or the key is wrong.
 */
export function openStore(options: StoreOptions): Store {
  const logger = options.logger ?? SILENT_LOGGER;
  const database = openDatabase(options.path, logger);
  try {
    const folder = options.path === ":memory:" ? "" : dirname(options.path);
    const { now, newId } = options;
    const migrated = migrate({
      database,
      migrations: options.migrations ?? MIGRATIONS,
      snapshotFolder: join(folder, "snapshots"),
      now,
      logger,
    });
    const codec = options.encryptionKey === undefined ? plainCodec : encryptedCodec(options.encryptionKey);
    checkKey(database, codec);
    const context: StoreContext = {
      database,
      codec,
      index: searchIndex(database, codec),
      registry: processRegistry(database, now),
      now,
      newId,
      logger,
    };
    const opening = { migrated: migrated.map(({ version, name }) => `${version} ${name}`), ...settle(context) };
    return storeOver(context, opening);
  } catch (thrown) {
    database[Symbol.dispose]();
    throw thrown;
  }
}

function storeOver(context: StoreContext, opening: OpeningReport): Store {
  const { database, registry, logger } = context;
  const maintenance = storeMaintenance(context);
  const conversations = sqliteConversationStore(context, { afterPurge: maintenance.scrub });
  return {
    conversations,
    expire: (days) => {
      const before = new Date(context.now() - days * DAY_MS).toISOString();
      return conversations.purge({ updatedBefore: before, deletedBefore: before });
    },
    ledger: sqliteUsageLedger(context),
    alerts: alertLog(context),
    opening,
    encrypted: context.codec.encrypted,
    context,
    ...maintenance,
    [Symbol.dispose]: () => {
      try {
        if (database.raw.isOpen) database.write("close the history", registry.leave);
      } catch (thrown) {
        logger.log("warn", "The history could not be closed cleanly; it is checked at the next start.", {
          reason: String(thrown),
        });
      } finally {
        database[Symbol.dispose]();
      }
    },
  };
}

/** Looks after what dead processes left, then registers this one. On a full disk the store opens for reading. */
function settle(context: StoreContext): Omit<OpeningReport, "migrated"> {
  const { database, registry, logger } = context;
  const dead = database.read("look for an unclean exit", () => registry.dead());
  if (dead.length > 0) checkAfterCrash(database, logger);
  try {
    const recoveredTurns = database.write("register with the history", () => {
      renewIndexFormat(context);
      expireReservations(context, context.now());
      const recovered = recoverTurns(context);
      registry.ownerId();
      return recovered;
    });
    return { uncleanExit: dead.length > 0, recoveredTurns, readOnlyForNow: false };
  } catch (thrown) {
    if (!isDiskFull(thrown)) throw thrown;
    logger.log("warn", "The disk is full: the history can be read, new turns cannot be stored.");
    return { uncleanExit: dead.length > 0, recoveredTurns: 0, readOnlyForNow: true };
  }
}

function checkAfterCrash(database: Database, logger: Logger): void {
  const bytes = database.read("read the size", () =>
    Number(
      database.raw.prepare("SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size").get()?.n,
    ),
  );
  if (bytes > CHECKED_BYTES) {
    logger.log(
      "warn",
      "The last exit was not clean; run `aio history verify` (the history is too large to check while opening).",
      { bytes },
    );
    return;
  }
  const problems = database.read("check the history", () => quickCheck(database));
  if (problems.length === 0) return;
  throw new OrchestratorError("storage", `The history file is damaged: ${problems[0] ?? ""}`, {
    suggestion: "Run `aio history recover`, or restore a backup with `aio history restore`.",
    details: { problems: [...problems] },
  });
}

/** Ties the store to one key (or to none) the first time it is opened. */
function checkKey(database: Database, codec: ContentCodec): void {
  const wanted = codec.fingerprint ?? "plain";
  const known = database.read(
    "read the key check",
    () => database.prepare("SELECT value FROM meta WHERE key = 'content_key'").get()?.value,
  );
  if (known === undefined) {
    database.write("note the key", () => {
      database.prepare("INSERT INTO meta (key, value) VALUES ('content_key', ?) ON CONFLICT DO NOTHING").run(wanted);
      noteIndexBuilt(database);
    });
    return;
  }
  if (known === wanted) return;
  if (known === "plain") {
    throw new OrchestratorError("storage", "The history is not encrypted, but a key was given.", {
      suggestion: "Run `aio history encrypt` once.",
    });
  }
  throw new OrchestratorError(
    "storage",
    codec.encrypted ? "The history is encrypted under another key." : "The history is encrypted and no key was given.",
    {
      suggestion: "Unlock the vault that keeps the history key.",
    },
  );
}
