import type { Conversations, StoredTurn } from "@ai-orchestrator/contract";
import { BRANCH_PAGE, RUNS } from "../protocol/app-api.ts";
import type { GatewayHttp } from "./http.ts";
import { remoteTurn } from "./remote-turn.ts";

/** Conversations kept on the gateway's machine. */
export function remoteConversations(http: GatewayHttp, reconnectMs: number): Conversations {
  const found = async <T>(answer: Promise<T | null>): Promise<T | undefined> => (await answer) ?? undefined;
  const done = async (answer: Promise<unknown>): Promise<void> => {
    await answer;
  };
  return {
    create: (options) => http.call("conversations.create", options),
    get: (id) => found(http.call("conversations.get", { id })),
    list: (filter) => http.call("conversations.list", filter),
    search: (filter) => http.call("conversations.search", filter),
    update: (id, patch) => http.call("conversations.update", { ...patch, id }),
    delete: (id) => done(http.call("conversations.delete", { id })),
    undelete: (id) => http.call("conversations.undelete", { id }),
    purge: (options) => http.call("conversations.purge", options),
    branch: (id, turnId, most) => readBranch(http, { id, turnId, most }),
    branchIds: (id, turnId) => http.call("conversations.branchIds", { id, turnId }),
    turn: (id) => found(http.call("conversations.turn", { id })),
    leaves: (id) => http.call("conversations.leaves", { id }),
    turns: (id) => http.call("conversations.turns", { id }),
    interrupted: () => http.call("conversations.interrupted"),
    rate: (id, rating) => done(http.call("conversations.rate", { id, rating })),
    compactions: (id) => http.call("conversations.compactions", { id }),
    undoCompaction: (id) => done(http.call("conversations.undoCompaction", { id })),
    compact: (id, { signal, ...options } = {}) => http.call("conversations.compact", { ...options, id }, signal),
    resume: (turnId, options) =>
      remoteTurn({ http, path: RUNS.resume, body: { turnId }, turnId: crypto.randomUUID(), options, reconnectMs }),
  };
}

/** A branch, page by page from its newest turn back. */
async function readBranch(
  http: GatewayHttp,
  {
    id,
    turnId,
    most = Number.POSITIVE_INFINITY,
  }: { readonly id: string; readonly turnId: string | undefined; readonly most: number | undefined },
): Promise<readonly StoredTurn[]> {
  const pages: (readonly StoredTurn[])[] = [];
  let end = turnId;
  let left = most;
  do {
    const page: readonly StoredTurn[] = await http.call("conversations.branch", {
      id,
      turnId: end,
      most: Math.min(left, BRANCH_PAGE),
    });
    pages.unshift(page);
    left -= page.length;
    end = page[0]?.parentId;
  } while (end !== undefined && left > 0);
  return pages.flat();
}
