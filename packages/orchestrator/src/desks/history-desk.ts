import { existsSync, renameSync, rmSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Redactor } from "@ai-orchestrator/security";
import type { Skipped, Store } from "@ai-orchestrator/store";
import type { HistoryDesk } from "../local-orchestrator.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { Lazy } from "../wiring/lazy.ts";

/** What the desk works on. */
export interface HistoryDeskParts {
  readonly foundation: Foundation;
  readonly history: Lazy<Promise<Store>>;
  readonly redactor: () => Promise<Redactor>;
}

/** The files behind history, for commands. */
export function openHistoryDesk({ foundation, history, redactor }: HistoryDeskParts): HistoryDesk {
  const { paths } = foundation;
  const load = () => import("@ai-orchestrator/store");
  return {
    export: async ({ format, conversationId, turnId, redact }) => {
      const { exportAll, exportConversation } = await load();
      const { renderSafeHtml } = await import("@ai-orchestrator/security");
      const secrets = await redactor();
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
    restore: (file) => restore(file, { foundation, history }),
    verify: async () => {
      const problems = (await history.get()).verify();
      return { ok: problems.length === 0, problems };
    },
    recover: async () => {
      throw new OrchestratorError("unsupported", "pending");
    },
    latest: async () => (await history.get()).conversations.list({ limit: 1 }).items[0],
  };
}

/** Puts a backup in the history's place; the old history stays beside it under a dated name. */
async function restore(
  file: string,
  { foundation, history }: Pick<HistoryDeskParts, "foundation" | "history">,
): Promise<void> {
  const { history: target } = foundation.paths;
  if (!existsSync(file))
    throw new OrchestratorError("invalid_input", `There is no ${file}.`, {
      suggestion: "Name a file that aio history backup wrote.",
    });
  (await history.peek())?.[Symbol.dispose]();
  history.reset();
  const aside = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  const { copyFileSync } = await import("node:fs");
  const incoming = `${target}.incoming`;
  copyFileSync(file, incoming);
  if (existsSync(target)) renameSync(target, aside);
  for (const suffix of ["-wal", "-shm"])
    if (existsSync(`${target}${suffix}`)) renameSync(`${target}${suffix}`, `${aside}${suffix}`);
  renameSync(incoming, target);
  try {
    const { openHistory } = await import("../wiring/records.ts");
    using restored = await openHistory(foundation);
    const problems = restored.verify();
    if (problems.length > 0)
      throw new OrchestratorError("storage", `${file} is damaged: ${problems[0]}.`, {
        suggestion: "The old history is back; try another backup.",
      });
  } catch (error) {
    rmSync(target, { force: true });
    for (const suffix of ["", "-wal", "-shm"])
      if (existsSync(`${aside}${suffix}`)) renameSync(`${aside}${suffix}`, `${target}${suffix}`);
    throw error;
  }
}

function describeSkip({ reason, count, examples }: Skipped): string {
  return `${count} × ${reason}${examples.length === 0 ? "" : ` (e.g. ${examples.join(", ")})`}`;
}
