import type { Model, TurnRequest } from "@ai-orchestrator/contract";
import type { PlannedCall } from "../attempts/answer-plan.ts";
import { earnRetry } from "../attempts/ask-model.ts";
import { WHOLE_ANSWER_MS } from "../attempts/asks-whole.ts";
import { expectedTokens } from "../attempts/attempt.ts";
import type { Admission } from "../attempts/breakers.ts";
import { wholeAnswerMs } from "../attempts/call-timeouts.ts";
import type { BegunTurn } from "../begun-turn.ts";
import { settingsForTurn } from "../engine-settings.ts";
import type { Permit } from "../limiter/provider-limiter.ts";
import { withPolicy } from "../merge-policy.ts";
import type { OpenTurnOptions } from "../open-turn.ts";
import { permittedModels } from "../permitted-models.ts";
import { planCall, type PlanningRun } from "../plan-answer.ts";
import { reserveBudget } from "../reserve-budget.ts";
import { wantsReasoning, wantsSearch } from "../run-turn.ts";
import { TurnTally } from "../turn-tally.ts";

/** What a turn is run with that nobody listens to. */
export type WholeOptions = Omit<OpenTurnOptions, "push" | "onCancel" | "choose" | "begun">;

/** A turn on the short way: decided, and let through every gate to the one call that is to answer it. */
export interface EnteredTurn {
  readonly run: PlanningRun;
  readonly begun: BegunTurn;
  /** The model that is asked, and all that may answer, it first. */
  readonly model: Model;
  readonly candidates: readonly Model[];
  readonly planned: PlannedCall;
  readonly permit: Permit;
  readonly admission: Admission;
  /** Monotonic ms. */
  readonly callStartedAt: number;
  readonly deadlineAt: number;
  readonly silentAt: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** True for a turn that may go the short way if its decision is known. */
export function mayGoShort({ deliver, messages, conversationId, regenerateTurnId }: TurnRequest): boolean {
  const isAlone = messages !== undefined && conversationId === undefined && regenerateTurnId === undefined;
  return deliver === "whole" && isAlone;
}

/**
 * Takes a turn through the gates to its first call, as long as nothing has to be waited for: its decision is known and
 * simple, its model may be asked now and for a whole answer. Otherwise gives what was done until that was seen, or
 * undefined if that is nothing. Never throws: what goes wrong is left to the ordinary way to meet again and tell.
 */
export function enterTurn(request: TurnRequest, options: WholeOptions): EnteredTurn | BegunTurn | undefined {
  const { deps, shared, signal, turnId } = options;
  if (signal?.aborted === true) return undefined;
  const at = deps.clock.now();
  const startedAt = deps.clock.monotonic();
  let begun: Mutable<BegunTurn> | undefined;
  try {
    if (deps.security.reads("response") === "before") return undefined;
    const settings = settingsForTurn(deps.settings?.(), request);
    const merged = withPolicy(request, settings.policy, deps.catalogue);
    const known = shared.decisions.take(merged, turnId);
    if (known === undefined) return undefined;
    begun = { ...known, at, startedAt, settings, request: merged };
    const run = { deps, shared, settings, request: merged, writer: { turnId }, tally: new TurnTally() };
    return goIn(run, begun) ?? begun;
  } catch {
    return begun;
  }
}

function goIn(run: PlanningRun, begun: Mutable<BegunTurn>): EnteredTurn | undefined {
  const { shared, settings, request } = run;
  const { decision, prepared, failed } = begun;
  const isSimple = decision.chain === undefined && decision.cascade === undefined && failed === undefined;
  if (!isSimple || prepared.alerts.length > 0 || prepared.storage !== undefined) return undefined;
  begun.reserved = reserveBudget(request, decision, run.deps);
  if (begun.reserved.capUsd !== undefined) run.costCapUsd = begun.reserved.capUsd;
  const candidates = permittedModels(run, [decision.model, ...decision.fallbacks]);
  const [model, next] = candidates;
  if (model === undefined || model.kind === "image") return undefined;
  if (next !== undefined && shared.refusals.stands(model)) return undefined;
  if (decision.routerCost !== undefined) run.tally.routerCost = decision.routerCost;
  const { planned } = planCall(run, prepared, {
    model,
    partial: undefined,
    wish: { thinks: wantsReasoning(request, decision), searches: wantsSearch(request, decision) },
    ordinal: 1,
    mayBeWhole: true,
  });
  if (planned.call.whole !== true) return undefined;
  const permit = shared.limiters.take(model, settings, { tokens: expectedTokens(planned) });
  if (permit === undefined) return undefined;
  const admission = admit(run, model, permit);
  earnRetry(run, model);
  return { run, begun, model, candidates, planned, permit, admission, ...limits(run, begun, model) };
}

function admit({ shared }: PlanningRun, model: Model, permit: Permit): Admission {
  try {
    return shared.breakers.admit(model);
  } catch (thrown) {
    permit.giveBack();
    throw thrown;
  }
}

/** When the call begins, and until when it and the turn may take. */
function limits(
  { deps, settings, request }: PlanningRun,
  { startedAt, decision }: BegunTurn,
  model: Model,
): Pick<EnteredTurn, "callStartedAt" | "deadlineAt" | "silentAt"> {
  const callStartedAt = deps.clock.monotonic();
  const silentAt = callStartedAt + wholeAnswerMs(settings, model);
  if (request.timeoutMs !== undefined) return { callStartedAt, silentAt, deadlineAt: startedAt + request.timeoutMs };
  const own = settings.providers[decision.provider]?.timeoutMs ?? 0;
  // Where no whole answer comes there must be time to ask again.
  const longest = Math.max(own, WHOLE_ANSWER_MS + settings.firstTokenMs);
  return { callStartedAt, silentAt, deadlineAt: Math.max(startedAt + settings.startMs, callStartedAt + longest) };
}
