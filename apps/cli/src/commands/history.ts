import type { Conversation, ConversationFilter } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { findConversation, findDeletedConversation, shortId } from "./find-conversation.ts";
import { confirm } from "../input/confirm.ts";
import { formatCost } from "../output/turn-summary.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";

/** Options of `aio history …`. */
export interface HistoryOptions extends GlobalOptions {
  readonly model?: string;
  readonly provider?: string;
  readonly task?: string;
  readonly tag?: string;
  readonly folder?: string;
  readonly from?: string;
  readonly until?: string;
  readonly minCost?: number;
  readonly alerts?: boolean;
  readonly pinned?: boolean;
  readonly archived?: boolean;
  readonly deleted?: boolean;
  readonly limit?: number;
  readonly remove?: boolean;
  readonly force?: boolean;
  readonly turn?: string;
  readonly last?: number;
  readonly all?: boolean;
  readonly olderThan?: number;
}

/** What every history command gets. */
export interface HistoryCall {
  readonly options: HistoryOptions;
  readonly context: CliContext;
}

/** `aio history list`. */
export async function listHistory({ options, context }: HistoryCall): Promise<number> {
  const orchestrator = await context.open(options);
  const page = await orchestrator.conversations.list(filterOf(options));
  if (options.json) {
    context.stdout.write(`${JSON.stringify(page)}\n`);
    return EXIT.ok;
  }
  if (page.items.length === 0) {
    context.stderr.write("No conversations.\n");
    return EXIT.ok;
  }
  const rows = page.items.map((one) => [
    shortId(one.id),
    one.updatedAt.slice(0, 16).replace("T", " "),
    marks(one),
    sanitizeLine(one.title || "(untitled)").slice(0, 200),
    String(one.turnCount),
    formatCost(one.cost),
  ]);
  context.stdout.write(
    `${formatTable(["id", "updated", "", "title", "turns", "cost"], rows, { right: [4, 5], columns: context.stdout.columns })}\n`,
  );
  return EXIT.ok;
}

/** `aio history search QUERY`. */
export async function searchHistory(query: string, { options, context }: HistoryCall): Promise<number> {
  const page = await (await context.open(options)).conversations.search({ ...filterOf(options), query });
  if (options.json) {
    context.stdout.write(`${JSON.stringify(page)}\n`);
    return EXIT.ok;
  }
  if (page.items.length === 0) context.stderr.write("Nothing found.\n");
  for (const hit of page.items) {
    const { out, stdout } = context;
    const { id, title, updatedAt } = hit.conversation;
    const where = out.dim(`${shortId(id)} · ${hit.field} · ${updatedAt.slice(0, 10)}`);
    const lines = [
      `${out.bold(sanitizeLine(title || "(untitled)"))}  ${where}`,
      `  ${highlight(hit.snippet, context)}`,
    ];
    stdout.write(`${lines.flatMap((line) => wrapText(line, stdout.columns)).join("\n")}\n`);
  }
  return EXIT.ok;
}

/** `aio history rename ID TITLE`. */
export async function renameHistory(id: string, title: string, call: HistoryCall): Promise<number> {
  return patch(id, { title, titleBy: "user" }, call);
}

/** `aio history tag ID TAG…`, with --remove the other way. */
export async function tagHistory(id: string, tags: readonly string[], call: HistoryCall): Promise<number> {
  const orchestrator = await call.context.open(call.options);
  const { tags: current } = await findConversation(id, orchestrator);
  const next = call.options.remove ? current.filter((tag) => !tags.includes(tag)) : [...new Set([...current, ...tags])];
  return patch(id, { tags: next }, call);
}

/** `aio history pin|archive ID`, with --remove the other way. */
export async function markHistory(id: string, mark: "pinned" | "archived", call: HistoryCall): Promise<number> {
  return patch(id, { [mark]: call.options.remove !== true }, call);
}

async function patch(
  id: string,
  change: Parameters<LocalOrchestrator["conversations"]["update"]>[1],
  { options, context }: HistoryCall,
): Promise<number> {
  const orchestrator = await context.open(options);
  const { id: full } = await findConversation(id, orchestrator);
  const updated = await orchestrator.conversations.update(full, change);
  if (options.json) context.stdout.write(`${JSON.stringify(updated)}\n`);
  else if (!options.quiet) context.stderr.write(`updated ${shortId(full)}\n`);
  return EXIT.ok;
}

/** `aio history delete ID`: hidden until purged; undelete brings it back. */
export async function deleteHistory(id: string, { options, context }: HistoryCall): Promise<number> {
  const orchestrator = await context.open(options);
  const { id: full, title } = await findConversation(id, orchestrator);
  await orchestrator.conversations.delete(full);
  if (options.json) context.stdout.write(`${JSON.stringify({ deleted: full })}\n`);
  else if (!options.quiet)
    context.stderr.write(`deleted "${sanitizeLine(title)}"; undo with: aio history undelete ${shortId(full)}\n`);
  return EXIT.ok;
}

/** `aio history undelete ID`. */
export async function undeleteHistory(id: string, { options, context }: HistoryCall): Promise<number> {
  const orchestrator = await context.open(options);
  const { id: full } = await findDeletedConversation(id, orchestrator);
  const back = await orchestrator.conversations.undelete(full);
  if (options.json) context.stdout.write(`${JSON.stringify(back)}\n`);
  else if (!options.quiet) context.stderr.write(`"${sanitizeLine(back.title)}" is back\n`);
  return EXIT.ok;
}

/** `aio history purge [ID]`: removes deleted conversations (or one, or those older than N days) for good. */
export async function purgeHistory(id: string | undefined, { options, context }: HistoryCall): Promise<number> {
  const orchestrator = await context.open(options);
  const full = id === undefined ? undefined : (await findConversation(id, orchestrator)).id;
  const what =
    full === undefined
      ? options.olderThan === undefined
        ? "all deleted conversations"
        : `conversations not used for ${options.olderThan} days`
      : `conversation ${full}`;
  await confirm(`Remove ${what} for good? This cannot be undone.`, { flag: "--force", given: options.force }, context);
  const before = new Date(Date.now() - (options.olderThan ?? 0) * 86_400_000).toISOString();
  const count = await orchestrator.conversations.purge(
    full !== undefined
      ? { id: full }
      : options.olderThan === undefined
        ? { deletedBefore: before }
        : { updatedBefore: before },
  );
  if (options.json) context.stdout.write(`${JSON.stringify({ purged: count })}\n`);
  else if (!options.quiet) context.stderr.write(`removed ${count} for good\n`);
  return EXIT.ok;
}

function marks(one: Conversation): string {
  return [one.pinned ? "📌" : "", one.archived ? "🗄" : "", ...one.tags.map((tag) => `#${tag}`)]
    .filter(Boolean)
    .join(" ");
}

function highlight(snippet: string, context: CliContext): string {
  // oxlint-disable-next-line no-control-regex
  return snippet
    .split(/\u0001([^\u0002]*)\u0002/)
    .map((piece, index) =>
      index % 2 === 1 ? context.out.bold(context.out.yellow(sanitizeLine(piece))) : sanitizeLine(piece),
    )
    .join("");
}

function filterOf(options: HistoryOptions): ConversationFilter {
  const given = {
    model: options.model,
    provider: options.provider,
    task: options.task,
    tag: options.tag,
    folder: options.folder,
    from: options.from,
    until: options.until,
    minCostUsd: options.minCost,
    hasAlert: options.alerts,
    pinned: options.pinned,
    archived: options.archived,
    deleted: options.deleted,
    limit: options.limit,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
