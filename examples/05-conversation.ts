// A conversation: later questions see earlier ones; everything is kept (here in memory only).
import { createOrchestrator } from "ai-orchestrator";

await using orchestrator = await createOrchestrator({ demo: true });
const first = await orchestrator.query({ prompt: "Explain quantum computing", save: true });
if (first.conversationId === undefined) throw new Error("The turn was not kept.");
await orchestrator.query({ prompt: "And what is it bad at?", conversationId: first.conversationId });
for (const turn of await orchestrator.conversations.branch(first.conversationId))
  console.log(turn.createdAt, turn.model, turn.status);
