import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { openAuditLog, openStore, type AuditHead, type OpenAuditLog, type Store } from "@ai-orchestrator/store";
import { writeFileDurably } from "../files/write-file-durably.ts";
import type { Foundation } from "./foundation.ts";
import { realClock, realRandomness } from "./real-world.ts";

/** Opens the history: in memory for a demo, on disk otherwise. */
export async function openHistory(foundation: Foundation): Promise<Store> {
  const { options, paths, logger, config, chain } = foundation;
  const kept = options.demo !== true && options.ephemeral !== true;
  if (kept) ensureHome(paths.home);
  const encryptionKey = kept && config().history?.encrypt === true ? await chain.deriveKey("history") : undefined;
  const store = openStore({
    path: kept ? paths.history : ":memory:",
    now: realClock.now,
    newId: realRandomness.id,
    logger,
    ...(encryptionKey === undefined ? {} : { encryptionKey }),
  });
  const days = config().history?.autoDeleteDays;
  if (kept && days !== undefined) store.expire(days);
  return store;
}

/** Opens the audit log, its head kept outside the log's folder. */
export async function openAudit(foundation: Foundation): Promise<OpenAuditLog> {
  const { paths, logger, chain } = foundation;
  ensureHome(paths.home);
  const headFile = path.join(paths.home, "audit-head.json");
  return openAuditLog({
    directory: paths.audit,
    key: await auditKey(paths.home, chain),
    logger,
    checkpoint: {
      read: () => readHead(headFile),
      write: (head) => writeFileDurably(headFile, `${JSON.stringify(head)}\n`),
    },
  });
}

/** The folder for everything, private to its owner. */
export function ensureHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
}

function readHead(file: string): AuditHead | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as AuditHead;
  } catch (error) {
    throw new OrchestratorError("storage", `${file} is damaged, so the end of the audit log cannot be vouched for.`, {
      suggestion: "Keep it as evidence; move it away to go on.",
      cause: error,
    });
  }
}

/**
 * The key of the audit chain: from the vault where there is one when the log
 * begins, else a key file beside the data. A log keeps the key it began with.
 */
async function auditKey(home: string, chain: Foundation["chain"]): Promise<Uint8Array> {
  const file = path.join(home, "audit.key");
  if (existsSync(file)) return Buffer.from(readFileSync(file, "utf8").trim(), "base64url");
  if (!existsSync(path.join(home, "audit")) && !opensUnasked(chain)) {
    const key = randomBytes(32);
    writeFileDurably(file, `${key.toString("base64url")}\n`);
    chmodSync(file, 0o600);
    return key;
  }
  return chain.deriveKey("audit");
}

/** A vault that only a passphrase opens would ask for it at every turn. */
function opensUnasked(chain: Foundation["chain"]): boolean {
  return chain.vaultOutline()?.slots.some((slot) => slot !== "passphrase") ?? false;
}
