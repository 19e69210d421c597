// Ask once; the right model answers. Run: node examples/01-ask.ts (Node 24.7 or newer). `demo: true` needs no key.
import { createOrchestrator } from "ai-orchestrator";

await using orchestrator = await createOrchestrator({ demo: true });
const answer = await orchestrator.query("Explain quantum computing");
console.log(answer.text);
console.log(
  `— ${answer.model} (${answer.provider}), ${answer.usage.outputTokens} tokens, $${answer.cost.usd ?? "unknown"}`,
);
