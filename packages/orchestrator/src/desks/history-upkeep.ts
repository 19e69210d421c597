import { existsSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Store } from "@ai-orchestrator/store";
import type { HistoryDesk } from "../local-orchestrator.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { Lazy } from "../wiring/lazy.ts";
import { realRandomness } from "../wiring/real-world.ts";

/** The part of the desk that looks after the file. */
export type HistoryUpkeep = Pick<HistoryDesk, "backup" | "restore" | "verify" | "recover" | "encrypt">;

interface UpkeepParts {
  readonly foundation: Foundation;
  readonly history: Lazy<Promise<Store>>;
}

const load = () => import("@ai-orchestrator/store");

/** Backup, restore, verify, recover, encrypt. What replaces the file closes it first. */
export function historyUpkeep(parts: UpkeepParts): HistoryUpkeep {
  const { foundation, history } = parts;
  const { paths, logger } = foundation;
  return {
    backup: async (file) => {
      if (existsSync(file)) {
        throw new OrchestratorError("invalid_input", `${file} exists.`, { suggestion: "Choose another name." });
      }
      (await history.get()).backup(file);
    },
    restore: async (file) => {
      await close(history);
      (await load()).restoreStore({ path: paths.history, from: file, now: Date.now(), logger });
    },
    verify: () => verify(parts),
    recover: () => recover(parts),
    encrypt: (on) => encrypt(on, parts),
  };
}

/** The open store also reads every content; a history too damaged to open is checked as a file. */
async function verify({ foundation, history }: UpkeepParts): ReturnType<HistoryDesk["verify"]> {
  const { options, paths, logger } = foundation;
  const isKept = options.demo !== true && options.ephemeral !== true;
  if (!isKept || !existsSync(paths.history)) return { ok: true, problems: [] };
  const inFile = (await load()).verifyStore({ path: paths.history, logger });
  const problems = inFile.length > 0 ? inFile : (await history.get()).verify();
  return { ok: problems.length === 0, problems };
}

async function recover({ foundation, history }: UpkeepParts): ReturnType<HistoryDesk["recover"]> {
  await close(history);
  const { paths, chain, config } = foundation;
  const encryptionKey = config().history?.encrypt === true ? await chain.deriveKey("history") : undefined;
  const report = (await load()).recoverStore({
    ...storeOptions(foundation),
    ...(encryptionKey === undefined ? {} : { encryptionKey }),
  });
  const { conversations, turns, damaged } = report;
  return { conversations, turns, into: paths.history, ...(damaged === undefined ? {} : { damaged }) };
}

async function encrypt(on: boolean, { foundation, history }: UpkeepParts): Promise<void> {
  await close(history);
  const key = await foundation.chain.deriveKey("history");
  const isEncrypted = foundation.config().history?.encrypt === true;
  (await load()).rekeyStore({
    ...storeOptions(foundation),
    ...(isEncrypted ? { encryptionKey: key } : {}),
    ...(on ? { newKey: key } : {}),
  });
  const { setConfigValue } = await import("../config/edit-config.ts");
  setConfigValue(foundation.loaded().file, "history.encrypt", on);
  await foundation.reload();
}

function storeOptions({ paths, logger }: Foundation) {
  return { path: paths.history, now: Date.now, newId: realRandomness.id, logger };
}

/** Closes the history if this process has it open: it cannot be replaced under itself. */
async function close(history: Lazy<Promise<Store>>): Promise<void> {
  (await history.peek())?.[Symbol.dispose]();
  history.reset();
}
