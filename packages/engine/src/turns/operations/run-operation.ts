import {
  NO_USAGE,
  OrchestratorError,
  toOrchestratorError,
  type Alert,
  type CallOptions,
  type CallScope,
  type Model,
  type ModelEvent,
  type ProviderClient,
  type Reservation,
  type TurnRequest,
  type Usage,
} from "@ai-orchestrator/contract";
import { askCandidates } from "../attempts/ask-candidates.ts";
import { refuseBlocked } from "../check-question.ts";
import { startDeadline } from "../deadline.ts";
import type { EngineDeps } from "../engine-deps.ts";
import { DEFAULT_ENGINE_SETTINGS } from "../engine-settings.ts";
import { mergePolicy } from "../merge-policy.ts";
import { linkController } from "../attempts/linked-controller.ts";
import { permittedModels } from "../permitted-models.ts";
import { keepAlerts } from "../relay/record-call.ts";
import { auditTurn, bookUsage } from "../turn-ledger.ts";
import type { EngineShared, TurnRun } from "../turn-run.ts";
import { TurnTally } from "../turn-tally.ts";
import { createTurnWriter } from "../turn-writer.ts";

/** One call of a provider that is not a streamed answer. */
export interface Operation<T> {
  /** Catalogue keys in order; the later ones are fall-backs. */
  readonly models: readonly string[];
  readonly inputTokens: number;
  /** What it may make, in tokens as the provider counts them, for the money set aside; none by default. */
  readonly outputTokens?: number;
  /** Text that is sent, for the input check and the audit. */
  readonly text: string;
  /** What was found in it; none by default. */
  readonly alerts?: readonly Alert[];
  readonly execute: (
    client: ProviderClient,
    model: Model,
    signal: AbortSignal,
  ) => Promise<{ readonly value: T; readonly usage?: Usage }>;
}

/** Runs an operation through the same policy, budgets, limiter, breaker, retries and books as a turn. Throws what a turn would end with. */
export async function runOperation<T>(
  operation: Operation<T>,
  scope: CallScope,
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): Promise<{ readonly value: T; readonly model: Model }> {
  const { deps, shared } = options;
  const settings = deps.settings?.() ?? DEFAULT_ENGINE_SETTINGS;
  const request: TurnRequest = {
    ...scope,
    policy: mergePolicy(settings.policy, scope.policy, () => deps.catalogue.all()),
  };
  const startedAt = deps.clock.monotonic();
  using controller = linkController(options.signal);
  const limitMs = scope.timeoutMs ?? settings.startMs;
  const deadline = startDeadline({
    at: startedAt + limitMs,
    clock: deps.clock,
    onPassed: () =>
      controller.abort(new OrchestratorError("timeout", `No result within ${Math.round(limitMs / 1_000)} s.`)),
  });
  const writer = createTurnWriter({ turnId: deps.randomness.id() });
  const run: TurnRun = {
    deps,
    shared,
    settings,
    request,
    writer,
    tally: new TurnTally(),
    deadline,
    startedAt,
    signal: controller.signal,
  };
  const books: { reservation?: Reservation; error?: OrchestratorError } = {};
  try {
    controller.signal.throwIfAborted();
    refuseBlocked(operation.alerts ?? []);
    const models = permittedModels(run, operation.models);
    const reservation = reserve(run, operation, models[0]);
    if (reservation !== undefined) books.reservation = reservation;
    return await perform(run, operation, models);
  } catch (thrown) {
    books.error = toOrchestratorError(controller.signal.aborted ? controller.signal.reason : thrown);
    throw books.error;
  } finally {
    deadline.stop();
    book(run, operation, books);
  }
}

async function perform<T>(
  run: TurnRun,
  operation: Operation<T>,
  models: readonly Model[],
): Promise<{ readonly value: T; readonly model: Model }> {
  let done: { readonly value: T } | undefined;
  const answer = await askCandidates(run, {
    candidates: models,
    writer: run.writer,
    phase: "generating",
    mayBeEmpty: true,
    buildCall: (model) => ({ call: { model, messages: [] }, inputTokens: operation.inputTokens }),
    open: async (model, _call, signal) => {
      const client = await run.deps.provider(model.provider);
      const result = await operation.execute(client, model, signal);
      done = result;
      return finished(result.usage ?? NO_USAGE);
    },
  });
  if (done === undefined) throw new OrchestratorError("internal", "The operation ended without a result.");
  return { value: done.value, model: answer.model };
}

async function* finished(usage: Usage): AsyncGenerator<ModelEvent, void, undefined> {
  yield { type: "finish", reason: "stop", usage };
}

function reserve(
  { deps, request }: TurnRun,
  { inputTokens, outputTokens = 0 }: Operation<unknown>,
  model: Model | undefined,
): Reservation | undefined {
  if (deps.ledger === undefined || model === undefined) return undefined;
  const at = deps.clock.now();
  const budgets = deps.budgets?.(request) ?? [];
  const { usd } = deps.catalogue.price(model, { ...NO_USAGE, inputTokens, outputTokens }, at);
  if (usd === null && budgets.length > 0)
    throw new OrchestratorError("budget_exceeded", `${model.key} has no known price, so the budget cannot be kept.`, {
      suggestion: "Use a model with a known price.",
      model: model.key,
    });
  return deps.ledger.reserve({ at, estimateUsd: usd ?? 0, budgets });
}

function book(
  run: TurnRun,
  operation: Operation<unknown>,
  { reservation, error }: { readonly reservation?: Reservation; readonly error?: OrchestratorError },
): void {
  const booking = {
    deps: run.deps,
    request: run.request,
    turnId: run.writer.turnId,
    conversationId: undefined,
    tally: run.tally,
    reservation,
    decision: undefined,
  };
  bookUsage(booking);
  const alerts = operation.alerts ?? [];
  auditTurn({
    ...booking,
    prompt: operation.text,
    alerts,
    latencyMs: Math.round(run.deps.clock.monotonic() - run.startedAt),
    error,
  });
  keepAlerts(run.request, alerts, run.deps);
}
