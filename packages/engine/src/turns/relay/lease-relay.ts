import {
  NO_USAGE,
  OrchestratorError,
  toOrchestratorError,
  type CallOptions,
  type Cost,
  type Decision,
  type Message,
  type Model,
  type RelayLease,
  type TurnRequest,
  type Upstream,
  type Usage,
  type WireProtocol,
} from "@ai-orchestrator/contract";
import { mayFailOver } from "../attempts/failure-policy.ts";
import { refuseBlocked } from "../check-question.ts";
import { decideTurn } from "../decide-turn.ts";
import type { EngineDeps } from "../engine-deps.ts";
import { settingsForTurn, type EngineSettings } from "../engine-settings.ts";
import type { Permit } from "../limiter/provider-limiter.ts";
import { mergePolicy } from "../merge-policy.ts";
import { permittedModels } from "../permitted-models.ts";
import { prepareTurn } from "../prepare-turn.ts";
import type { PreparedTurn } from "../prepared-turn.ts";
import { reserveBudget, type Reserved } from "../reserve-budget.ts";
import { bookUsage } from "../turn-ledger.ts";
import type { EngineShared } from "../turn-run.ts";
import { TurnTally } from "../turn-tally.ts";
import { rateLimitSnapshot } from "./rate-limit-headers.ts";
import { readAndRecord, recordCall } from "./record-call.ts";

/** Tokens expected of a relayed answer that says nothing about its length. */
const EXPECTED_OUTPUT_TOKENS = 1_024;

const NEVER: AbortSignal = new AbortController().signal;
const saysNothing = (): void => undefined;

interface Lease {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly settings: EngineSettings;
  readonly request: TurnRequest;
  readonly turnId: string;
  readonly prepared: PreparedTurn;
  readonly decision: Decision;
  readonly wantsAnswer: boolean;
}

/**
 * Leases a raw call that passes the same gates as a turn: input check, analyzer, decision, policy, budget, limiter, breaker.
 * Undefined where the decided model does not speak `protocol`, where a chain, hedging, continuing a broken answer, a cap on its length
 * or a policy that may hold the answer back needs the engine's own path; nothing is reserved then. Throws what a turn would end with.
 */
export async function leaseRelay(
  request: TurnRequest & { readonly messages: readonly Message[] },
  protocol: WireProtocol,
  options: { readonly deps: EngineDeps; readonly shared: EngineShared; readonly call?: CallOptions | undefined },
): Promise<RelayLease | undefined> {
  const { deps, shared, call } = options;
  if (deps.upstream === undefined) return undefined;
  const settings = settingsForTurn(deps.settings?.(), request);
  // Both need an answer that is read, not relayed.
  if (settings.hedge.enabled || settings.continueAfterPartial) return undefined;
  const reads = deps.security.reads("response");
  // What was relayed cannot be taken back.
  if (reads === "before") return undefined;
  const merged: TurnRequest = {
    ...request,
    policy: mergePolicy(settings.policy, request.policy, () => deps.catalogue.all()),
  };
  const turnId = request.turnId ?? deps.randomness.id();
  const prepared = prepareTurn(merged, deps, { isNew: false, turnId });
  refuseAndRecord(merged, prepared, { deps, turnId });
  const deciding = new RelayDeciding({ deps, shared, prepared, turnId }, call);
  const decision = await decideTurn(merged, deciding);
  const upstreams =
    decision.chain === undefined && decision.cascade === undefined
      ? await upstreamsOf({ deps, shared, request: merged }, decision, protocol)
      : [];
  const first = upstreams[0];
  if (first === undefined) {
    shared.decisions.keep(merged, { prepared, decision });
    return undefined;
  }
  const wantsAnswer = reads === "afterwards";
  const lease: Lease = { deps, shared, settings, request: merged, turnId, prepared, decision, wantsAnswer };
  const reserved = reserveBudget(merged, decision, deps);
  try {
    if (isCapBinding(lease, first.model, reserved)) {
      if (reserved.reservation !== undefined) deps.ledger?.release(reserved.reservation);
      return undefined;
    }
    const wanted = {
      tokens: expectedTokens(lease),
      // Thousands of slow streams may be relayed at once; only a limit that somebody set holds them back.
      takesPlace: settings.providers[first.model.provider]?.maxConcurrent !== undefined,
    };
    const permit =
      shared.limiters.take(first.model, settings, wanted) ??
      (await shared.limiters.acquire(first.model, settings, {
        ...wanted,
        onWait: (ms) => refuseLongWait(lease, first.model, ms),
        signal: deciding.signal,
      }));
    return openLease(lease, { upstreams, reserved, permit });
  } catch (error) {
    if (reserved.reservation !== undefined) deps.ledger?.release(reserved.reservation);
    throw toOrchestratorError(error);
  }
}

/** Throws where an alert says so; that is the end of the turn, so it is recorded. Where the engine takes the turn over it finds the other alerts again: they are kept with the call. */
function refuseAndRecord(
  request: TurnRequest,
  prepared: PreparedTurn,
  { deps, turnId }: { readonly deps: EngineDeps; readonly turnId: string },
): void {
  try {
    refuseBlocked(prepared.alerts);
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    const nothing = { conversationId: undefined, tally: new TurnTally(), reservation: undefined, decision: undefined };
    recordCall({ deps, request, turnId, ...nothing, prepared, latencyMs: 0, error }, []);
    throw error;
  }
}

/** What deciding needs. The signal is asked for by what has to wait: most calls are decided at once, and making one is part of their cost. */
class RelayDeciding {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
  readonly prepared: PreparedTurn;
  readonly turnId: string;
  readonly onPhase: () => void = saysNothing;
  readonly #call: CallOptions | undefined;

  constructor(of: Pick<RelayDeciding, "deps" | "shared" | "prepared" | "turnId">, call: CallOptions | undefined) {
    this.deps = of.deps;
    this.shared = of.shared;
    this.prepared = of.prepared;
    this.turnId = of.turnId;
    this.#call = call;
  }

  get signal(): AbortSignal {
    return this.#call?.signal ?? NEVER;
  }
}

/** Upstreams of the decision's models in order, resting ones and, while another is left, those that refused us left out; none if the decided model speaks another protocol. */
async function upstreamsOf(
  of: Pick<Lease, "deps" | "shared" | "request">,
  decision: Decision,
  protocol: WireProtocol,
): Promise<readonly Upstream[]> {
  const models = permittedModels(of, [decision.model, ...decision.fallbacks]);
  const found: Upstream[] = [];
  const only = of.request.rawOnlyAt;
  for (const [index, model] of models.entries()) {
    const asked = only === undefined || only === model.provider ? of.deps.upstream?.(model, protocol) : undefined;
    const upstream = asked instanceof Promise ? await asked : asked;
    if (upstream === undefined && index === 0) return [];
    if (upstream !== undefined) found.push(upstream);
  }
  const passable = found.filter((upstream) => of.shared.breakers.isPassable(upstream.model));
  const first = found[0];
  if (passable.length === 0 && first !== undefined) of.shared.breakers.requirePassable(first.model);
  const welcome = passable.filter((upstream) => !of.shared.refusals.stands(upstream.model));
  return welcome.length > 0 ? welcome : passable;
}

/** Bytes are relayed unread, so a limit on the answer's length that money demands can only be set on the engine's own path. */
function isCapBinding({ deps, prepared, request, decision }: Lease, model: Model, reserved: Reserved): boolean {
  if (reserved.capUsd === undefined) return false;
  const outputTokens = Math.min(request.maxOutputTokens ?? model.maxOutput, model.maxOutput);
  const inputTokens = Math.max(decision.estimatedInputTokens, deps.estimateTokens(prepared.prompt));
  const worst = deps.catalogue.price(
    model,
    { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 },
    deps.clock.now(),
  ).usd;
  return worst === null || worst > reserved.capUsd;
}

function expectedTokens({ decision, request }: Lease): number {
  return (
    decision.estimatedInputTokens + Math.min(request.maxOutputTokens ?? EXPECTED_OUTPUT_TOKENS, EXPECTED_OUTPUT_TOKENS)
  );
}

function refuseLongWait({ request, settings }: Lease, model: Model, waitMs: number | undefined): void {
  if (waitMs === undefined || waitMs <= (request.timeoutMs ?? settings.startMs)) return;
  throw new OrchestratorError(
    "rate_limited",
    `${model.provider}'s limit is used up for another ${Math.ceil(waitMs / 1000)} s.`,
    { retryAfterMs: waitMs, provider: model.provider, model: model.key },
  );
}

function openLease(
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
  const outputTokens = deps.estimateTokens(answer.text());
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
  const usage = usageOf(lease, outcome);
  const error = outcome.error === undefined ? undefined : OrchestratorError.fromJSON(outcome.error);
  const tally = new TurnTally();
  tally.attempts = outcome.attempts;
  if (decision.routerCost !== undefined) tally.routerCost = decision.routerCost;
  if (model !== undefined && usage !== undefined) {
    const at = deps.clock.now();
    const priced = deps.catalogue.price(model, usage, at);
    tally.calls.push({
      at,
      model,
      usage,
      cost: usage.estimated ? { ...priced, estimated: true } : priced,
      latencyMs,
      ...(error === undefined ? {} : { error }),
    });
    permit.correct(usage.inputTokens + usage.outputTokens);
  } else {
    permit.giveBack();
  }
  const booking = {
    deps,
    request,
    turnId,
    conversationId: undefined,
    tally,
    reservation: reserved.reservation,
    decision,
  };
  bookUsage(booking);
  const call = { ...booking, prepared: lease.prepared, latencyMs, error };
  if (outcome.answer === undefined) recordCall(call, []);
  else lease.shared.readings.add(outcome.answer, (answer) => readAndRecord(call, answer));
  return tally.cost;
}
