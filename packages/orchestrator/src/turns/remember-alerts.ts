import {
  endOfTurn,
  toOrchestratorError,
  type Alert,
  type Logger,
  type TurnEvent,
  type TurnStream,
} from "@ai-orchestrator/contract";

/** Keeps alerts. Never rejects. */
export type KeepAlerts = (alerts: readonly Alert[]) => Promise<void>;

/** Keeps alerts through `add`; where that fails the log says so, since the turn itself is as good as any and was told of them. */
export function alertKeeper(add: KeepAlerts, logger: Logger): KeepAlerts {
  return async (alerts) => {
    try {
      await add(alerts);
    } catch (thrown) {
      const { code, message } = toOrchestratorError(thrown);
      const rules = alerts.map(({ rule }) => rule).join(", ");
      logger.log("error", "Alerts of a turn could not be kept.", { rules, error: message, code });
    }
  };
}

/** The same turn; its alerts are kept, unless it is incognito. */
export function withAlerts(turn: TurnStream, keep: KeepAlerts): TurnStream {
  return {
    turnId: turn.turnId,
    [Symbol.asyncIterator]: () => rememberAlerts(turn, keep),
    toEnd: async (onEvent) => {
      const state = await endOfTurn(turn, onEvent);
      if (state.alerts.length > 0 && !state.incognito) await keep(state.alerts);
      return state;
    },
  };
}

/** The same events; their alerts are kept, unless the turn is incognito. */
export function rememberAlerts(
  events: AsyncIterable<TurnEvent>,
  keep: KeepAlerts,
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
