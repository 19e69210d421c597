import {
  OrchestratorError,
  toOrchestratorError,
  type CallOptions,
  type Decision,
  type Message,
  type Model,
  type RelayLease,
  type TurnRequest,
  type Upstream,
  type WireProtocol,
} from "@ai-orchestrator/contract";
import { refuseBlocked } from "../check-question.ts";
import { decideTurn } from "../decide-turn.ts";
import type { EngineDeps } from "../engine-deps.ts";
import { settingsForTurn } from "../engine-settings.ts";
import { withPolicy } from "../merge-policy.ts";
import { permittedModels } from "../permitted-models.ts";
import { prepareTurn } from "../prepare-turn.ts";
import type { PreparedTurn } from "../prepared-turn.ts";
import { reserveBudget, type Reserved } from "../reserve-budget.ts";
import type { EngineShared } from "../turn-run.ts";
import { TurnTally } from "../turn-tally.ts";
import { openLease, type Lease } from "./open-lease.ts";
import { recordCall } from "./record-call.ts";

/** Tokens expected of a relayed answer that says nothing about its length. */
const EXPECTED_OUTPUT_TOKENS = 1_024;

const NEVER: AbortSignal = new AbortController().signal;
const saysNothing = (): void => undefined;

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
  const merged = withPolicy(request, settings.policy, deps.catalogue);
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
      shared.decisions.keep(merged, { prepared, decision });
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
