import {
  OrchestratorError,
  toOrchestratorError,
  type CallOptions,
  type Compaction,
  type TurnStream,
} from "@ai-orchestrator/contract";
import { compareModels } from "./compare/compare-models.ts";
import { compactConversation } from "./conversations/compact-conversation.ts";
import { resumeRequest } from "./conversations/resume-turn.ts";
import { titleConversation } from "./conversations/title-conversation.ts";
import { Breakers } from "./turns/attempts/breakers.ts";
import { Background } from "./turns/background.ts";
import { LatencyRecord } from "./turns/attempts/latency-record.ts";
import { Refusals } from "./turns/attempts/refusals.ts";
import { RetryBudget } from "./turns/attempts/retry-budget.ts";
import { ToldWarnings } from "./turns/attempts/told-warnings.ts";
import type { EngineDeps } from "./turns/engine-deps.ts";
import { DEFAULT_ENGINE_SETTINGS } from "./turns/engine-settings.ts";
import type { Engine } from "./turns/engine.ts";
import { failedTurn } from "./turns/failed-turn.ts";
import { KnownDecisions } from "./turns/known-decisions.ts";
import { Limiters } from "./turns/limiter/limiters.ts";
import { embedTexts } from "./turns/operations/embed-texts.ts";
import { makeImages } from "./turns/operations/make-images.ts";
import { leaseRelay } from "./turns/relay/lease-relay.ts";
import { Readings } from "./turns/relay/readings.ts";
import { routeTurn } from "./turns/route-turn.ts";
import { askAside, streamTurn } from "./turns/stream-turn.ts";
import type { EngineShared } from "./turns/turn-run.ts";

/** An engine over its ports. Turns share its limiters, breakers and retry budgets and nothing else. */
export function createEngine(deps: EngineDeps): Engine {
  const background = new Background(deps.logger);
  const shared: EngineShared = {
    breakers: new Breakers(deps.clock),
    refusals: new Refusals(deps.clock),
    limiters: new Limiters(deps.clock, deps.randomness),
    retryBudget: new RetryBudget(deps.clock),
    latency: new LatencyRecord(),
    background,
    warnings: new ToldWarnings(deps.logger),
    decisions: new KnownDecisions(),
    readings: new Readings({ clock: deps.clock, logger: deps.logger, background }),
  };
  const both = { deps, shared };
  const ask = askAside(both);
  return {
    stream: (request, options) => streamTurn(request, { ...options, ...both }),
    compare: (request, models, options) => compareModels(request, models, { ...options, ...both }),
    route: (request, options) => routeTurn(request, { ...options, ...both }),
    compact: (conversationId, options = {}) => compact(conversationId, options, both),
    title: (conversationId, options = {}) =>
      titleConversation(conversationId, {
        by: options.by ?? "local",
        store: deps.store,
        logger: deps.logger,
        ask: (request) => ask(request, options),
      }),
    resume: (turnId, options) => resume(turnId, options, both),
    lease: (request, protocol, call) => leaseRelay(request, protocol, { ...both, call }),
    embed: (job, options) => embedTexts(job, { ...options, ...both }),
    generateImages: (job, options) => makeImages(job, { ...options, ...both }),
    health: () => shared.breakers.health(),
    settled: (signal) => shared.background.settled(signal),
    [Symbol.asyncDispose]: () => shared.background[Symbol.asyncDispose](),
  };
}

interface Both {
  readonly deps: EngineDeps;
  readonly shared: EngineShared;
}

async function compact(
  conversationId: string,
  options: NonNullable<Parameters<Engine["compact"]>[1]>,
  both: Both,
): Promise<Compaction> {
  const settings = both.deps.settings?.() ?? DEFAULT_ENGINE_SETTINGS;
  if (settings.policy.incognito)
    throw new OrchestratorError("blocked_by_policy", "In incognito no summary can be kept.", {
      suggestion: "Leave incognito to compact this conversation.",
    });
  const ask = askAside(both);
  return await compactConversation({
    deps: both.deps,
    conversationId,
    keepTurns: options.keepTurns ?? settings.compaction.keepTurns,
    summarizer: {
      ask: (request, summarized) => ask(request, { ...options, origin: { summarized } }),
      estimateTokens: both.deps.estimateTokens,
      model: options.model,
    },
  });
}

function resume(turnId: string, options: CallOptions | undefined, both: Both): TurnStream {
  try {
    const { request, ...origin } = resumeRequest(turnId, both.deps.store);
    return streamTurn(request, { ...options, ...both, ...origin });
  } catch (thrown) {
    return failedTurn(both.deps.randomness.id(), both.deps.clock.now(), toOrchestratorError(thrown));
  }
}
