import { existsSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Redactor } from "@ai-orchestrator/security";
import type { Skipped, Store } from "@ai-orchestrator/store";
import { setConfigValue } from "../config/edit-config.ts";
import type { HistoryDesk } from "../local-orchestrator.ts";
import type { Foundation } from "../wiring/foundation.ts";
import { realRandomness } from "../wiring/real-world.ts";
import type { Lazy } from "../wiring/lazy.ts";

/** What the desk works on. */
export interface HistoryDeskParts {
  readonly foundation: Foundation;
  readonly history: Lazy<Promise<Store>>;
  readonly redactor: () => Promise<Redactor>;
}

/** The files behind history, for commands. */
export function openHistoryDesk({ foundation, history, redactor }: HistoryDeskParts): HistoryDesk {
  const { paths, logger, options, chain } = foundation;
  const kept = options.demo !== true && options.ephemeral !== true;
  const load = () => import("@ai-orchestrator/store");
  return {
    export: async ({ format, conversationId, turnId, redact }) => {
      const { exportAll, exportConversation } = await load();
      const { renderSafeHtml } = await import("@ai-orchestrator/security");
      const secrets = await redactor();
      if (redact) await chain.loadSecrets();
      const { conversations } = await history.get();
      const options = {
        format,
        now: Date.now(),
        renderMarkdown: renderSafeHtml,
        ...(redact ? { redact: (text: string) => secrets.redact(text).text } : {}),
      };
      if (conversationId === undefined) return [...exportAll(conversations, options)].join("");
      return exportConversation(conversations, conversationId, {
        ...options,
        ...(turnId === undefined ? {} : { turnId }),
      });
    },
    import: async (path) => {
      const { importConversations } = await load();
      const report = importConversations(await history.get(), { path });
      const { added, extended, unchanged } = report.conversations;
      return {
        format: report.format,
        conversations: added + extended,
        turns: report.turnsAdded,
        alreadyThere: unchanged,
        skipped: report.skipped.map(describeSkip),
      };
    },
    backup: async (file) => {
      if (existsSync(file))
        throw new OrchestratorError("invalid_input", `${file} exists.`, { suggestion: "Choose another name." });
      (await history.get()).backup(file);
    },
    restore: async (file) => {
      await close(history);
      (await load()).restoreStore({ path: paths.history, from: file, now: Date.now(), logger });
    },
    verify: async () => {
      if (!kept || !existsSync(paths.history)) return { ok: true, problems: [] };
      const problems = await verify(history, async () => (await load()).verifyStore({ path: paths.history, logger }));
      return { ok: problems.length === 0, problems };
    },
    recover: async () => {
      await close(history);
      const encryptionKey =
        foundation.config().history?.encrypt === true ? await chain.deriveKey("history") : undefined;
      const report = (await load()).recoverStore({
        path: paths.history,
        now: Date.now,
        newId: realRandomness.id,
        logger,
        ...(encryptionKey === undefined ? {} : { encryptionKey }),
      });
      return {
        conversations: report.conversations,
        turns: report.turns,
        into: paths.history,
        ...(report.damaged === undefined ? {} : { damaged: report.damaged }),
      };
    },
    encrypt: async (on) => {
      await close(history);
      const key = await chain.deriveKey("history");
      const isEncrypted = foundation.config().history?.encrypt === true;
      (await load()).rekeyStore({
        path: paths.history,
        now: Date.now,
        newId: realRandomness.id,
        logger,
        ...(isEncrypted ? { encryptionKey: key } : {}),
        ...(on ? { newKey: key } : {}),
      });
      setConfigValue(foundation.loaded().file, "history.encrypt", on);
      await foundation.reload();
    },
    latest: async () => (await history.get()).conversations.list({ limit: 1 }).items[0],
  };
}

/** The open store also reads every content; a history too damaged to open is checked as a file. */
async function verify(
  history: Lazy<Promise<Store>>,
  verifyFile: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const inFile = await verifyFile();
  return inFile.length > 0 ? inFile : (await history.get()).verify();
}

/** Closes the history if this process has it open: it cannot be replaced under itself. */
async function close(history: Lazy<Promise<Store>>): Promise<void> {
  (await history.peek())?.[Symbol.dispose]();
  history.reset();
}

function describeSkip({ reason, count, examples }: Skipped): string {
  return `${count} × ${reason}${examples.length === 0 ? "" : ` (e.g. ${examples.join(", ")})`}`;
}
