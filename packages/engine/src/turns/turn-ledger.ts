import type {
  AuditEntry,
  Decision,
  OrchestratorError,
  Reservation,
  TurnRequest,
  UsageRecord,
} from "@ai-orchestrator/contract";
import { NO_USAGE } from "@ai-orchestrator/contract";
import type { EngineDeps } from "./engine-deps.ts";
import type { TurnTally } from "./turn-tally.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What the books need to know of a turn that is over. */
export interface Booking {
  readonly deps: EngineDeps;
  readonly request: TurnRequest;
  readonly turnId: string;
  readonly conversationId: string | undefined;
  readonly tally: TurnTally;
  readonly reservation: Reservation | undefined;
  readonly decision: Decision | undefined;
}

/** Settles the reservation by what the turn used, or gives it back if nothing was. */
export function bookUsage(booking: Booking): void {
  const { deps, reservation } = booking;
  if (deps.ledger === undefined || reservation === undefined) return;
  const records = usageRecords(booking);
  if (records.length === 0) deps.ledger.release(reservation);
  else deps.ledger.settle(reservation, records);
}

function usageRecords({ deps, request, turnId, conversationId, tally, decision }: Booking): readonly UsageRecord[] {
  const isIncognito = request.policy?.incognito === true;
  const task = decision?.task ?? "unclear";
  const whose: Mutable<Pick<UsageRecord, "turnId" | "task"> & Partial<UsageRecord>> = { turnId, task };
  if (conversationId !== undefined && !isIncognito) whose.conversationId = conversationId;
  if (request.client !== undefined) whose.client = request.client;
  if (request.keyId !== undefined) whose.keyId = request.keyId;
  if (isIncognito) whose.incognito = true;
  if (deps.demo) whose.demo = true;
  const calls = tally.calls.map((call) => ({
    ...whose,
    at: call.at,
    model: call.model.key,
    provider: call.model.provider,
    usage: call.usage,
    cost: call.cost,
  }));
  if (tally.routerCost === undefined) return calls;
  return [
    ...calls,
    {
      ...whose,
      at: deps.clock.now(),
      model: "llm-router",
      provider: "llm-router",
      usage: NO_USAGE,
      cost: tally.routerCost,
    },
  ];
}

/** Writes one audit entry a call, or one for a turn that made none. In incognito only counts are kept. */
export function auditTurn(
  booking: Booking & {
    readonly prompt: string;
    readonly alerts: readonly { readonly rule: string; readonly severity: "low" | "medium" | "high" | "critical" }[];
    readonly latencyMs: number;
    readonly error: OrchestratorError | undefined;
  },
): void {
  const { deps, request, turnId, tally, error } = booking;
  if (deps.audit === undefined) return;
  const shared: Mutable<Omit<AuditEntry, "at" | "outcome">> = { event: "call", attempts: tally.attempts };
  if (request.policy?.incognito === true) shared.incognito = true;
  else {
    shared.turnId = turnId;
    shared.promptLength = booking.prompt.length;
    shared.promptText = booking.prompt;
    if (booking.conversationId !== undefined) shared.conversationId = booking.conversationId;
  }
  if (request.client !== undefined) shared.client = request.client;
  if (request.keyId !== undefined) shared.keyId = request.keyId;
  if (booking.alerts.length > 0) shared.alerts = booking.alerts.map(({ rule, severity }) => ({ rule, severity }));
  for (const call of tally.calls) {
    const { usage, cost, latencyMs, model } = call;
    deps.audit.append({
      ...shared,
      at: call.at,
      model: model.key,
      provider: model.provider,
      usage,
      cost,
      latencyMs,
      outcome: call.error?.code ?? "ok",
    });
  }
  if (error !== undefined && tally.calls.at(-1)?.error !== error) {
    const of = {
      ...(error.model === undefined ? {} : { model: error.model }),
      ...(error.provider === undefined ? {} : { provider: error.provider }),
    };
    deps.audit.append({ ...shared, ...of, at: deps.clock.now(), latencyMs: booking.latencyMs, outcome: error.code });
  }
}
