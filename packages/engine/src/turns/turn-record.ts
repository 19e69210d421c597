import type { MessagePart, StoredTurn, TurnState, TurnStatus } from "@ai-orchestrator/contract";

/** The stored form of a turn that is over, from the fold of its events. `undefined` fields are left out. */
export function turnRecord(options: {
  readonly state: TurnState;
  readonly status: TurnStatus;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly question: readonly MessagePart[];
  readonly continues?: boolean | undefined;
  readonly completedAt: number;
  readonly error: StoredTurn["error"];
  readonly latencyMs: number;
  readonly firstTokenMs: number | undefined;
  readonly attempts: number;
  readonly usage: TurnState["usage"];
  readonly cost: TurnState["cost"];
  readonly finishReason: StoredTurn["finishReason"];
  readonly task: string | undefined;
}): StoredTurn {
  const { state, parentId } = options;
  return {
    id: state.turnId,
    conversationId: options.conversationId,
    ...(parentId === null ? {} : { parentId }),
    createdAt: new Date(state.startedAt ?? options.completedAt).toISOString(),
    completedAt: new Date(options.completedAt).toISOString(),
    status: options.status,
    question: options.question,
    answer: state.parts,
    ...(state.steps.length === 0 ? {} : { steps: state.steps }),
    ...defined("decision", state.decision),
    ...defined("task", options.task),
    ...defined("model", state.model),
    ...defined("provider", state.provider),
    usage: options.usage,
    cost: options.cost,
    latencyMs: options.latencyMs,
    ...defined("firstTokenMs", options.firstTokenMs),
    attempts: options.attempts,
    ...(state.failovers.length === 0 ? {} : { failovers: state.failovers }),
    ...defined("finishReason", options.finishReason),
    ...defined("error", options.error),
    ...(state.alerts.length === 0 ? {} : { alerts: state.alerts }),
    ...(state.demo ? { demo: true } : {}),
    ...(options.continues === true ? { continues: true } : {}),
  };
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
