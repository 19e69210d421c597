import type { Alert, TurnEvent } from "@ai-orchestrator/contract";

/** The same events; their alerts are kept, unless the turn is incognito. */
export function rememberAlerts(
  events: AsyncIterable<TurnEvent>,
  keep: (alerts: readonly Alert[]) => Promise<void>,
): AsyncIterator<TurnEvent, undefined> {
  const iterator = events[Symbol.asyncIterator]();
  const hidden = new Set<string>();
  type Result = IteratorResult<TurnEvent, undefined>;
  const pass = (result: Result): Result | Promise<Result> => {
    const event = result.value;
    if (event?.type === "turn-start" && event.incognito === true) hidden.add(event.turnId);
    if (event?.type !== "alert" || hidden.has(event.turnId)) return result;
    return keep([event.alert]).then(() => result);
  };
  return {
    next: () => iterator.next().then(pass),
    return: async () => {
      await iterator.return?.();
      return { value: undefined, done: true };
    },
  };
}
