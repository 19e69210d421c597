import type { Redactor } from "@ai-orchestrator/security";
import type { Skipped, Store } from "@ai-orchestrator/store";
import type { HistoryDesk } from "../local-orchestrator.ts";
import type { Foundation } from "../wiring/foundation.ts";
import type { Lazy } from "../wiring/lazy.ts";
import { historyUpkeep } from "./history-upkeep.ts";

/** What the desk works on. */
export interface HistoryDeskParts {
  readonly foundation: Foundation;
  readonly history: Lazy<Promise<Store>>;
  readonly redactor: () => Promise<Redactor>;
}

/** The files behind history, for commands. */
export function openHistoryDesk(parts: HistoryDeskParts): HistoryDesk {
  const { history } = parts;
  return {
    export: (options) => exportHistory(options, parts),
    import: (path) => importHistory(path, history),
    ...historyUpkeep(parts),
    latest: async () => (await history.get()).conversations.list({ limit: 1 }).items[0],
  };
}

async function exportHistory(
  { format, conversationId, turnId, redact }: Parameters<HistoryDesk["export"]>[0],
  { foundation, history, redactor }: HistoryDeskParts,
): Promise<string> {
  const { exportAll, exportConversation } = await import("@ai-orchestrator/store");
  const { renderSafeHtml } = await import("@ai-orchestrator/security");
  const secrets = await redactor();
  // Stored keys are known by value only once they were read.
  if (redact) await foundation.chain.loadSecrets();
  const { conversations } = await history.get();
  const options = {
    format,
    now: Date.now(),
    renderMarkdown: renderSafeHtml,
    ...(redact ? { redact: (text: string) => secrets.redact(text).text } : {}),
  };
  if (conversationId === undefined) return [...exportAll(conversations, options)].join("");
  return exportConversation(conversations, conversationId, { ...options, ...(turnId === undefined ? {} : { turnId }) });
}

async function importHistory(path: string, history: Lazy<Promise<Store>>): ReturnType<HistoryDesk["import"]> {
  const { importConversations } = await import("@ai-orchestrator/store");
  const report = importConversations(await history.get(), { path });
  const { added, extended, unchanged } = report.conversations;
  return {
    format: report.format,
    conversations: added + extended,
    turns: report.turnsAdded,
    alreadyThere: unchanged,
    skipped: report.skipped.map(describeSkip),
  };
}

function describeSkip({ reason, count, examples }: Skipped): string {
  return `${count} × ${reason}${examples.length === 0 ? "" : ` (e.g. ${examples.join(", ")})`}`;
}
