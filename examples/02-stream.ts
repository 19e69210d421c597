// Every event of a turn as it happens: status, decision, reasoning, text, usage.
import { createOrchestrator, initialTurnState, reduceTurn } from "ai-orchestrator";

await using orchestrator = await createOrchestrator({ demo: true });
let state = initialTurnState();
for await (const event of orchestrator.stream({ prompt: "Explain quantum computing", policy: { dial: "best" } })) {
  state = reduceTurn(state, event);
  if (event.type === "route-decided") console.log(`→ ${event.decision.model}: ${event.decision.reasons[0]?.text}`);
  if (event.type === "text-delta") process.stdout.write(event.text);
}
console.log(`\n— ${state.status} in ${Math.round(state.latencyMs ?? 0)} ms`);
