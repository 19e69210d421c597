import { OrchestratorError, type Conversation } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";

/** The conversation that `last`, an id, or the unique start or end of one (or of the short one that lists show) means; deleted ones too. Throws `not_found`. */
export async function findConversation(id: string, orchestrator: LocalOrchestrator): Promise<Conversation> {
  if (id === "last") return latest(orchestrator);
  const exact = await orchestrator.conversations.get(id);
  if (exact !== undefined) return exact;
  const clean = id.replace(/…$/, "");
  let matches = 0;
  let match: Conversation | undefined;
  for (const deleted of [false, true]) {
    for await (const one of everyConversation(deleted, orchestrator)) {
      if (clean === "" || !isMeant(one.id, clean)) continue;
      match = one;
      matches++;
    }
  }
  if (match !== undefined && matches === 1) return match;
  throw new OrchestratorError(
    "not_found",
    matches > 1 ? `"${id}" fits ${matches} conversations.` : `There is no conversation "${id}".`,
    { suggestion: matches > 1 ? "Give more of its id: aio history list --json." : "See them with aio history list." },
  );
}

/** The conversation to bring back: `last` is the one deleted last, anything else as `findConversation`. Throws `not_found`. */
export async function findDeletedConversation(id: string, orchestrator: LocalOrchestrator): Promise<Conversation> {
  if (id !== "last") return findConversation(id, orchestrator);
  let newest: Conversation | undefined;
  for await (const one of everyConversation(true, orchestrator))
    if (newest === undefined || (one.deletedAt ?? "") > (newest.deletedAt ?? "")) newest = one;
  if (newest === undefined)
    throw new OrchestratorError("not_found", "No conversation is deleted.", {
      suggestion: "See them with aio history list.",
    });
  return newest;
}

async function latest(orchestrator: LocalOrchestrator): Promise<Conversation> {
  const found = await orchestrator.history.latest();
  if (found === undefined)
    throw new OrchestratorError("not_found", "There is no conversation yet.", { suggestion: 'Start one: aio "Hello"' });
  return found;
}

async function* everyConversation(deleted: boolean, orchestrator: LocalOrchestrator): AsyncGenerator<Conversation> {
  let cursor: string | undefined;
  do {
    const page = await orchestrator.conversations.list({
      limit: 500,
      ...(deleted ? { deleted } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

function isMeant(id: string, part: string): boolean {
  return id.startsWith(part) || id.endsWith(part) || shortId(id).startsWith(part);
}

/** The last characters of an id: the random ones. */
export function shortId(id: string): string {
  return id.slice(-12);
}
