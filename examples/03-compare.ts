// Several models at once, isolated from each other.
import { createOrchestrator, initialTurnState, isLastEvent, reduceTurn, type TurnState } from "ai-orchestrator";

await using orchestrator = await createOrchestrator({ demo: true });
const events = orchestrator.compare({ prompt: "Write a function that sorts numbers" }, [
  "gpt-5.5",
  "claude-sonnet-5.5",
]);
const states = new Map<string, TurnState>();
for await (const event of events) {
  const state = reduceTurn(states.get(event.turnId) ?? initialTurnState(event.turnId), event);
  states.set(event.turnId, state);
  if (isLastEvent(event))
    console.log(`${events.turns[event.turnId]}: ${state.status}, $${state.cost.usd ?? "unknown"}`);
}
