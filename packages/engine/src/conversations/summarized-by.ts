import type { Compaction, ConversationStore, Message } from "@ai-orchestrator/contract";

/** What was said in the turns that a summary stands for: read when it is asked for, which may take a while, and once. */
export function summarizedBy(
  { throughTurnId, conversationId }: Pick<Compaction, "throughTurnId" | "conversationId">,
  store: ConversationStore,
): () => readonly Message[] {
  let read: readonly Message[] | undefined;
  return () =>
    (read ??= store.branch(conversationId, throughTurnId).flatMap(({ question, answer }): Message[] => [
      { role: "user", parts: question },
      { role: "assistant", parts: answer },
    ]));
}
