import type { Decision, Message, SerializedError, TurnRequest } from "@ai-orchestrator/contract";
import type { PreparedTurn } from "./prepared-turn.ts";

/** What is known of a turn before it runs. */
export interface KnownDecision {
  readonly prepared: PreparedTurn;
  readonly decision: Decision;
  /** Models that were asked already, and how the last one failed. */
  readonly failed?: { readonly models: readonly string[]; readonly error: SerializedError };
}

/** Members that say nothing about what is to be decided. */
const ABOUT_DELIVERY: ReadonlySet<string> = new Set(["deliver", "turnId"] satisfies (keyof TurnRequest)[]);

/**
 * Decisions of calls that were to be relayed and turned out to need the engine: made twice they would cost twice, and
 * may differ. Kept by the caller's own list of messages, until they are taken or the list is gone.
 */
export class KnownDecisions {
  readonly #byMessages = new WeakMap<readonly Message[], KnownDecision & { readonly request: TurnRequest }>();

  /** Keeps what was decided for `request`, its policy merged. */
  keep(request: TurnRequest, known: KnownDecision): void {
    if (request.messages === undefined) return;
    this.#byMessages.set(request.messages, { ...known, request });
  }

  /** What is known of the turn `turnId`, which asks the very same and is not to be kept; once. Alerts come to name that turn. */
  take(request: TurnRequest, turnId: string): KnownDecision | undefined {
    if (request.messages === undefined) return undefined;
    const known = this.#byMessages.get(request.messages);
    this.#byMessages.delete(request.messages);
    if (known === undefined || request.save !== false || !asksTheSame(known.request, request)) return undefined;
    if (known.prepared.alerts.length === 0) return known;
    const alerts = known.prepared.alerts.map((alert) => ({ ...alert, turnId }));
    return { ...known, prepared: { ...known.prepared, alerts } };
  }
}

function asksTheSame(one: TurnRequest, other: TurnRequest): boolean {
  return covers(one, other) && covers(other, one) && JSON.stringify(one.policy) === JSON.stringify(other.policy);
}

/** True if each member of `one` is the very same in `other`. */
function covers(one: TurnRequest, other: TurnRequest): boolean {
  for (const name of Object.keys(one) as (keyof TurnRequest)[])
    if (one[name] !== other[name] && name !== "policy" && !ABOUT_DELIVERY.has(name)) return false;
  return true;
}
