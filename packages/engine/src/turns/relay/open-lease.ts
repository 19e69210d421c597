import {
  addCost,
  NO_USAGE,
  OrchestratorError,
  type Cost,
  type Decision,
  type Model,
  type RelayLease,
  type TurnRequest,
  type Upstream,
  type Usage,
} from "@ai-orchestrator/contract";
import { mayFailOver } from "../attempts/failure-policy.ts";
import { tallyCall } from "../attempts/settle-call.ts";
import type { EngineDeps } from "../engine-deps.ts";
import type { EngineSettings } from "../engine-settings.ts";
import type { Permit } from "../limiter/provider-limiter.ts";
import type { PreparedTurn } from "../prepared-turn.ts";
import type { Reserved } from "../reserve-budget.ts";
import { bookUsage } from "../turn-ledger.ts";
import type { EngineShared } from "../turn-run.ts";
import { TurnTally } from "../turn-tally.ts";
import { rateLimitSnapshot } from "./rate-limit-headers.ts";
import { answerText, readAndRecord, recordCall } from "./record-call.ts";

/** A raw call that passed every gate, with all that its end needs. */
export interface Lease {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly settings: EngineSettings;
  readonly request: TurnRequest;
  readonly turnId: string;
  readonly prepared: PreparedTurn;
  readonly decision: Decision;
  readonly wantsAnswer: boolean;
}

/** The lease as the gateway gets it: told of each attempt, handed over or ended once. Books, records and frees what is held. */
export function openLease(
  lease: Lease,
  held: { readonly upstreams: readonly Upstream[]; readonly reserved: Reserved; readonly permit: Permit },
): RelayLease {
  const { deps, shared } = lease;
  const modelOf = (key: string): Model | undefined =>
    held.upstreams.find((upstream) => upstream.model.key === key)?.model ?? deps.catalogue.get(key);
  let total: Cost | undefined;
  return {
    upstreams: held.upstreams,
    decision: lease.decision,
    turnId: lease.turnId,
    wantsAnswer: lease.wantsAnswer,
    attempt({ model: key, error, rateLimitHeaders }) {
      const model = modelOf(key);
      if (model === undefined) return;
      const failure = error === undefined ? undefined : OrchestratorError.fromJSON(error);
      if (failure?.code !== "cancelled") shared.breakers.report(model, failure);
      if (failure === undefined) shared.refusals.clear(model);
      else shared.refusals.note(model, failure);
      if (failure?.code === "rate_limited") shared.limiters.refused(model, failure);
      if (rateLimitHeaders !== undefined)
        shared.limiters.observe(model, rateLimitSnapshot(rateLimitHeaders, deps.clock.now()));
    },
    handOver: (tried, error) =>
      handOver(lease, { tried: tried.map(modelOf), error: OrchestratorError.fromJSON(error) }),
    costOf: (model, usage) => {
      const price = deps.catalogue.price(model, usage, deps.clock.now());
      const { routerCost } = lease.decision;
      return routerCost === undefined ? price : addCost(routerCost, price);
    },
    end(outcome) {
      try {
        total ??= endLease(lease, held, { ...outcome, model: modelOf(outcome.model) });
        return total;
      } finally {
        // Whatever could not be written: the call is over and its place is free.
        held.permit.giveBack();
      }
    },
  };
}

/** Leaves the rest of the decision to the engine, by the policy it fails over by itself. What deciding cost is booked already. */
function handOver(
  { deps, shared, settings, request, prepared, decision }: Lease,
  { tried, error }: { readonly tried: readonly (Model | undefined)[]; readonly error: OrchestratorError },
): boolean {
  const failed = tried.at(-1);
  if (failed === undefined) return false;
  const [model, ...fallbacks] = [decision.model, ...decision.fallbacks]
    .flatMap((key) => deps.catalogue.get(key) ?? [])
    .filter((one) => !tried.some((before) => before?.key === one.key))
    .filter((one) => mayFailOver(error, failed, one, settings.failOverOnFilter));
  if (model === undefined) return false;
  const { routerCost: _booked, ...rest } = decision;
  const left = { model: model.key, provider: model.provider, fallbacks: fallbacks.map(({ key }) => key) };
  const models = tried.map((one) => one?.key ?? "unknown");
  shared.decisions.keep(request, {
    prepared,
    decision: { ...rest, ...left },
    failed: { models, error: error.toJSON() },
  });
  return true;
}

/** What the provider counted. Where its answer broke off before that, or it never counts, an estimate from what was relayed: it was paid for all the same. */
function usageOf(
  { deps, decision }: Lease,
  { usage, error, answer }: Pick<Parameters<RelayLease["end"]>[0], "usage" | "error" | "answer">,
): Usage | undefined {
  if (answer === undefined || (usage !== undefined && error === undefined)) return usage;
  const outputTokens = deps.estimateTokens(answerText(answer, deps) ?? "");
  if (usage !== undefined && usage.outputTokens >= outputTokens) return usage;
  const inputTokens = usage?.inputTokens || decision.estimatedInputTokens;
  return { ...NO_USAGE, ...usage, inputTokens, outputTokens, estimated: true };
}

function endLease(
  lease: Lease,
  { reserved, permit }: { readonly reserved: Reserved; readonly permit: Permit },
  outcome: Omit<Parameters<RelayLease["end"]>[0], "model"> & { readonly model: Model | undefined },
): Cost {
  const { deps, request, turnId, decision } = lease;
  const { model, latencyMs } = outcome;
  const error = outcome.error === undefined ? undefined : OrchestratorError.fromJSON(outcome.error);
  const tally = new TurnTally();
  tally.attempts = outcome.attempts;
  if (decision.routerCost !== undefined) tally.routerCost = decision.routerCost;
  const booking = {
    deps,
    request,
    turnId,
    conversationId: undefined,
    tally,
    reservation: reserved.reservation,
    decision,
  };
  try {
    const usage = usageOf(lease, outcome);
    if (model !== undefined && usage !== undefined) {
      tallyCall(booking, { model, usage, latencyMs, ...(error === undefined ? {} : { error }) });
      permit.correct(usage.inputTokens + usage.outputTokens);
    }
  } finally {
    // What could not be counted is no reason to keep what was set aside.
    bookUsage(booking);
  }
  const call = { ...booking, prepared: lease.prepared, latencyMs, error };
  if (outcome.answer === undefined) recordCall(call, []);
  else lease.shared.readings.add(outcome.answer, (answer) => readAndRecord(call, answer));
  return tally.cost;
}
