import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import {
  openAuditLog,
  openStore,
  type AuditHead,
  type AuditWitnessPlace,
  type OpenAuditLog,
  type Store,
} from "@ai-orchestrator/store";
import { ensureHome } from "../files/ensure-home.ts";
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

/** Opens the audit log, its head kept beside the log's folder, and where there is a keychain in that as well. */
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
    witness: keychainWitness(chain, paths.home),
  });
}

/** How seldom the keychain is told the head: each time starts a process. What is cut off within this time it cannot know. */
const TELL_EVERY_MS = 10 * 60_000;

/** One item for each data folder: a folder that is replaced as a whole still meets the old item. */
function keychainWitness({ checkpoints }: Foundation["chain"], home: string): AuditWitnessPlace {
  const name = `audit-${createHash("sha256").update(path.resolve(home)).digest("hex").slice(0, 16)}`;
  // Its time is when the keychain was last told, or tried: one that fails is not tried at every command.
  const mark = path.join(home, "audit-told");
  return {
    name: "the keychain",
    read: () => checkpoints.read(name),
    write: (line) => checkpoints.write(name, line),
    isDue: () => {
      if (!checkpoints.isKept()) return false;
      const age = realClock.now() - (statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (age >= 0 && age < TELL_EVERY_MS) return false;
      writeFileSync(mark, "", { mode: 0o600 });
      return true;
    },
  };
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
