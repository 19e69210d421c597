import {
  OrchestratorError,
  type Conversation,
  type ConversationStore,
  type StoredTurn,
} from "@ai-orchestrator/contract";
import { HISTORY_FORMAT, HISTORY_VERSION, type ExportedConversation } from "./history-file.ts";
import { htmlExport } from "./html-export.ts";
import { markdownExport } from "./markdown-export.ts";
import { redactValues } from "./redact-values.ts";
import { textExport } from "./text-export.ts";

/** Forms of an export; JSON alone is lossless. */
export type ExportFormat = "markdown" | "json" | "html" | "text";

/** How to export. */
export interface ExportOptions {
  readonly format: ExportFormat;
  /** Epoch ms, for the date in the file. */
  readonly now: number;
  /** Only the branch that ends in this turn. */
  readonly turnId?: string;
  /** Readable forms show the current branch; with this, the other branches after it. JSON always holds all unless `turnId` is given. */
  readonly allBranches?: boolean;
  /** Takes secrets out of a text. */
  readonly redact?: (text: string) => string;
  /** Markdown to safe HTML (no scripts, no remote loads); without it, text is shown as it is written. */
  readonly renderMarkdown?: (markdown: string) => string;
}

/** A conversation as readable forms see it: branches in order, each turn once. */
export interface ReadableConversation {
  readonly conversation: Conversation;
  /** The first is the current branch; others begin where they part from what is shown already. */
  readonly branches: readonly (readonly StoredTurn[])[];
  readonly hiddenBranches: number;
}

/** A form as a piece for each conversation, and where it needs them a head and a tail. */
export interface Renderer {
  readonly head?: (count: number) => string;
  readonly piece: (readable: ReadableConversation, index: number) => string;
  readonly tail?: string;
}

/** One conversation, or with `turnId` one branch of it. Throws `not_found`. */
export function exportConversation(store: ConversationStore, id: string, options: ExportOptions): string {
  const conversation = store.get(id);
  if (conversation === undefined) throw new OrchestratorError("not_found", `There is no conversation ${id}.`);
  return [...pieces(store, [conversation], options)].join("");
}

/** Every conversation that is not deleted, piece by piece, so that memory holds one at a time. */
export function exportAll(store: ConversationStore, options: Omit<ExportOptions, "turnId">): Iterable<string> {
  return pieces(store, everyConversation(store), options);
}

function* pieces(
  store: ConversationStore,
  conversations: Iterable<Conversation>,
  options: ExportOptions,
): Generator<string> {
  if (options.format === "json") yield* jsonPieces(store, conversations, options);
  else yield* readablePieces(store, [...conversations], options);
}

function* jsonPieces(
  store: ConversationStore,
  conversations: Iterable<Conversation>,
  options: ExportOptions,
): Generator<string> {
  const { redact = same } = options;
  yield `{"format":"${HISTORY_FORMAT}","version":${HISTORY_VERSION},"exportedAt":"${new Date(options.now).toISOString()}","conversations":[`;
  let separator = "\n";
  for (const conversation of conversations) {
    const turns =
      options.turnId === undefined ? store.turns(conversation.id) : store.branch(conversation.id, options.turnId);
    const known = new Set(turns.map((turn) => turn.id));
    const exported: ExportedConversation = {
      conversation: options.turnId === undefined ? conversation : { ...conversation, headTurnId: options.turnId },
      turns,
      compactions: store.compactions(conversation.id).filter((compaction) => known.has(compaction.throughTurnId)),
    };
    yield separator + JSON.stringify(options.redact === undefined ? exported : redactValues(exported, redact));
    separator = ",\n";
  }
  yield "\n]}\n";
}

function* readablePieces(
  store: ConversationStore,
  conversations: readonly Conversation[],
  options: ExportOptions,
): Generator<string> {
  const renderer = { markdown: markdownExport, html: htmlExport, text: textExport }[
    options.format as Exclude<ExportFormat, "json">
  ](options);
  yield renderer.head?.(conversations.length) ?? "";
  for (const [index, conversation] of conversations.entries()) {
    const readable = readableConversation(store, conversation, options);
    yield renderer.piece(options.redact === undefined ? readable : redactValues(readable, options.redact), index);
  }
  yield renderer.tail ?? "";
}

function readableConversation(
  store: ConversationStore,
  conversation: Conversation,
  options: ExportOptions,
): ReadableConversation {
  const main = store.branch(conversation.id, options.turnId);
  const shown = new Set(main.map((turn) => turn.id));
  const others = store.leaves(conversation.id).filter((leaf) => !shown.has(leaf.id));
  if (options.turnId !== undefined || options.allBranches !== true)
    return { conversation, branches: [main], hiddenBranches: options.turnId === undefined ? others.length : 0 };
  const branches = [main];
  for (const leaf of others) {
    const fresh = store.branch(conversation.id, leaf.id).filter((turn) => !shown.has(turn.id));
    for (const turn of fresh) shown.add(turn.id);
    branches.push(fresh);
  }
  return { conversation, branches, hiddenBranches: 0 };
}

function* everyConversation(store: ConversationStore): Generator<Conversation> {
  let cursor: string | undefined;
  do {
    const page = store.list({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

function same(text: string): string {
  return text;
}
