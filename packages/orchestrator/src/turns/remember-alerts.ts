import type { Alert, TurnEvent } from "@ai-orchestrator/contract";

/** The same events; their alerts are kept, unless the turn is incognito. */
export async function* rememberAlerts(
  events: AsyncIterable<TurnEvent>,
  keep: (alerts: readonly Alert[]) => Promise<void>,
): AsyncGenerator<TurnEvent> {
  const hidden = new Set<string>();
  for await (const event of events) {
    if (event.type === "turn-start" && event.incognito === true) hidden.add(event.turnId);
    if (event.type === "alert" && !hidden.has(event.turnId)) await keep([event.alert]);
    yield event;
  }
}
