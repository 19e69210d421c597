import type { Compaction, ConversationStore, MessagePart, StoredTurn } from "@ai-orchestrator/contract";
import type { ContextSource, SizedGroup, SummaryOfTurns } from "./context-source.ts";
import { countMessageTokens, type EstimateTokens } from "./count-tokens.ts";
import { latestCompaction, usableCompactions } from "./latest-compaction.ts";
import { summarizedBy } from "./summarized-by.ts";
import { groupTurns, isToolResults } from "./turn-messages.ts";

/** The branch a question follows. */
export interface BranchEnd {
  readonly store: ConversationStore;
  readonly conversationId: string;
  /** The turn the question follows. */
  readonly turnId: string;
}

/** What reading a branch for a question needs. */
export interface ReadContextOptions {
  readonly question: readonly MessagePart[];
  readonly system: string | undefined;
  readonly estimateTokens: EstimateTokens;
  /** Tokens of the largest window among the models that may be asked; looked up for long branches only. */
  readonly widestWindow: () => number;
}

/** What a question follows, and who answered last. */
export interface ReadContext {
  readonly context: ContextSource;
  readonly lastModel: string | undefined;
}

/** Turns of the first page, more than stay verbatim after a compaction; each further page has twice as many … */
const FIRST_PAGE = 16;
/** … up to this. */
const LARGEST_PAGE = 256;

/**
 * Reads a branch from its newest turn back, page by page, until the summary that stands for the rest, the window of any
 * model, or its beginning is reached: what a turn costs depends on what can be sent, not on how long people have talked.
 */
export function readContext(branch: BranchEnd | undefined, options: ReadContextOptions): ReadContext {
  const system = options.system === undefined ? {} : { system: options.system };
  const { question } = options;
  if (branch === undefined)
    return { context: { groups: [], turns: 0, unread: 0, question, ...system }, lastModel: undefined };
  const { groups, read, lastModel, rest } = readBack(branch, options);
  const summary =
    rest.compaction === undefined
      ? {}
      : { summary: summaryOf(rest.compaction, rest.covered, { ...options, store: branch.store }) };
  return {
    context: { groups, turns: read + rest.unread, unread: rest.unread, question, ...summary, ...system },
    lastModel,
  };
}

/** What was not read. */
interface Rest {
  readonly compaction?: Compaction;
  /** Turns the compaction stands for. */
  readonly covered: number;
  /** Turns between it (or the beginning) and what was read. */
  readonly unread: number;
}

interface ReadTurns {
  readonly groups: readonly SizedGroup[];
  readonly read: number;
  readonly lastModel: string | undefined;
  readonly rest: Rest;
}

function readBack(branch: BranchEnd, options: ReadContextOptions): ReadTurns {
  const { store, conversationId } = branch;
  const compactions = store.compactions(conversationId);
  const usable = usableCompactions(compactions);
  const grouping = new BackwardGrouping(options);
  let lastModel: string | undefined;
  let endId: string | undefined = branch.turnId;
  for (let size = FIRST_PAGE; endId !== undefined; size = Math.min(2 * size, LARGEST_PAGE)) {
    const page = store.branch(conversationId, endId, size);
    lastModel ??= page.findLast((turn) => turn.model !== undefined)?.model;
    const covered = page.findLastIndex((turn) => usable.has(turn.id));
    grouping.add(page.slice(covered + 1));
    const compaction = usable.get(page[covered]?.id ?? "");
    if (compaction !== undefined) {
      const rest = { compaction, covered: compaction.turnsSummarized, unread: 0 };
      return { ...grouping.end(), lastModel, rest };
    }
    endId = page[0]?.parentId;
    if (endId !== undefined && grouping.tokens > options.widestWindow())
      return { ...grouping.end(), lastModel, rest: restBefore(endId, branch, compactions) };
  }
  return { ...grouping.end(), lastModel, rest: { covered: 0, unread: 0 } };
}

/** What there is up to `turnId`, which no model has room for. */
function restBefore(turnId: string, { store, conversationId }: BranchEnd, compactions: readonly Compaction[]): Rest {
  const ids = store.branchIds(conversationId, turnId);
  const compaction = latestCompaction(compactions, ids);
  if (compaction === undefined) return { covered: 0, unread: ids.length };
  const covered = ids.indexOf(compaction.throughTurnId) + 1;
  return { compaction, covered, unread: ids.length - covered };
}

/** Groups turns that come from the newest page back, with the result of grouping the whole branch at once. */
class BackwardGrouping {
  readonly #estimateTokens: EstimateTokens;
  readonly #pages: (readonly SizedGroup[])[] = [];
  /** Tool results that lead what was read: they belong to the turn before them. */
  #waiting: readonly StoredTurn[] = [];
  /** The question after what is grouped next. */
  #next: readonly MessagePart[];
  #read = 0;
  /** Of all groups so far. */
  tokens = 0;

  constructor({ question, estimateTokens }: Pick<ReadContextOptions, "question" | "estimateTokens">) {
    this.#estimateTokens = estimateTokens;
    this.#next = question;
  }

  add(older: readonly StoredTurn[]): void {
    this.#read += older.length;
    const turns = [...older, ...this.#waiting];
    const first = turns.findIndex((turn) => !isToolResults(turn.question));
    this.#waiting = first < 0 ? turns : turns.slice(0, first);
    if (first >= 0) this.#group(turns.slice(first));
  }

  end(): Pick<ReadTurns, "groups" | "read"> {
    this.#group(this.#waiting);
    return { groups: this.#pages.toReversed().flat(), read: this.#read };
  }

  #group(turns: readonly StoredTurn[]): void {
    const [first] = turns;
    if (first === undefined) return;
    const groups = groupTurns(turns, this.#next).map((group): SizedGroup => {
      const tokens = group.messages.reduce((sum, one) => sum + countMessageTokens(one, this.#estimateTokens), 0);
      this.tokens += tokens;
      return { ...group, tokens };
    });
    this.#pages.push(groups);
    this.#next = first.question;
  }
}

function summaryOf(
  compaction: Compaction,
  turns: number,
  { estimateTokens, store }: Pick<ReadContextOptions, "estimateTokens"> & Pick<BranchEnd, "store">,
): SummaryOfTurns {
  const text = summaryText(compaction);
  return { text, tokens: estimateTokens(text), turns, summarized: summarizedBy(compaction, store) };
}

/** The text by which a summary stands in for turns. */
export function summaryText(compaction: Pick<Compaction, "summary">): string {
  return `<summary-of-earlier-conversation>\n${compaction.summary}\n</summary-of-earlier-conversation>`;
}
