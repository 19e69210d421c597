import type {
  Alert,
  CallOptions,
  Orchestrator,
  ProviderHealth,
  TurnRequest,
  TurnStream,
} from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import { openAuditDesk } from "./desks/audit-desk.ts";
import { openCredentialDesk } from "./desks/credential-desk.ts";
import { openHistoryDesk } from "./desks/history-desk.ts";
import { openRoutingDesk } from "./desks/routing-desk.ts";
import { openSecurityDesk } from "./desks/security-desk.ts";
import type { LocalOrchestrator } from "./local-orchestrator.ts";
import { checkMessages } from "./turns/check-messages.ts";
import { completeRequest, toRequest } from "./turns/complete-request.ts";
import { conversationsOver } from "./turns/conversations-over.ts";
import { embedTexts } from "./turns/embed-texts.ts";
import { lateCompare } from "./turns/late-compare.ts";
import { lateTurn } from "./turns/late-turn.ts";
import { makeImages } from "./turns/make-images.ts";
import { rememberAlerts } from "./turns/remember-alerts.ts";
import { runToEnd } from "./turns/run-to-end.ts";
import type { OpenOptions } from "./open-options.ts";
import { layFoundation } from "./wiring/foundation.ts";
import { modelInfos } from "./wiring/model-infos.ts";
import { userBudgets } from "./wiring/open-engine.ts";
import { openHouse, type House } from "./wiring/open-house.ts";
import { refreshCatalogueFile } from "./wiring/refresh-catalogue-file.ts";

/**
 * Opens the orchestrator in this process. Reads the config and nothing else;
 * keys, history, audit and provider code are opened by what needs them.
 * Throws `invalid_config`.
 */
export async function openLocalOrchestrator(options: OpenOptions = {}): Promise<LocalOrchestrator> {
  const house = openHouse(await layFoundation(options));
  const { foundation, models, providers, routing, history, audit, security } = house;
  const { config } = foundation;
  return {
    ...faceOf(house),
    get loaded() {
      return foundation.loaded();
    },
    get config() {
      return config();
    },
    paths: foundation.paths,
    logger: foundation.logger,
    relay: { lease: async (request, protocol, call) => (await house.engine()).lease(request, protocol, call) },
    credentials: openCredentialDesk({ foundation, providers, audit: house.keepsRecords ? audit : undefined }),
    history: openHistoryDesk({ foundation, history, redactor: async () => (await security()).redactor }),
    audit: openAuditDesk(audit),
    routing: openRoutingDesk({ foundation, routing, history, models }),
    security: openSecurityDesk(security),
    resolveModel: async (name) => {
      await models.enter();
      const usable = new Set(
        providers
          .statuses()
          .filter((status) => status.usable)
          .map((status) => status.provider),
      );
      return models.now().catalogue.resolve(name, (provider) => usable.has(provider));
    },
    redactWithReport: async (text) => {
      // Stored keys are known by value only once they were read.
      await foundation.chain.loadSecrets();
      return (await security()).redactor.redact(text);
    },
    refreshCatalogue: (call) => refreshCatalogueFile(foundation, models, call),
    reload: async () => {
      await foundation.reload();
      routing.renew();
      models.renew();
    },
  };
}

/** The public face over an open house. */
function faceOf(house: House): Orchestrator {
  const { foundation, models, providers, history, engine } = house;
  const { config } = foundation;
  const prepare = (request: TurnRequest): TurnRequest => completeRequest(request, config());
  const route = async (request: TurnRequest, call?: CallOptions) => (await house.decider(request)).route(request, call);
  const health = (): readonly ProviderHealth[] => house.health();
  const keepAlerts = async (alerts: readonly Alert[]): Promise<void> => (await history.get()).alerts.add(alerts);
  const stream = (request: TurnRequest, call?: CallOptions): TurnStream => {
    const admitted = async (): Promise<Engine> => {
      checkMessages(request, config());
      return engine();
    };
    return withAlerts(lateTurn(admitted, prepare(request), call), keepAlerts);
  };
  return {
    stream,
    query: (request, call) => runToEnd(stream(toRequest(request), call)),
    compare: (request, names, call) => lateCompare(engine, prepare(request), { names, call }),
    route: (request, call) => route(prepare(toRequest(request)), call),
    models: async () => modelInfos(await models.enter(), providers.statuses(), config()),
    providers: async () => {
      await models.enter();
      return providers.statuses();
    },
    health: async () => health(),
    embed: (request, call) => embedTexts(request, house, call),
    generateImages: (request, call) => makeImages(request, house, call),
    conversations: conversationsOver(async () => (await history.get()).conversations, engine),
    usage: async (query) => (await house.ledger()).report(query),
    budgets: async () => (await house.ledger()).remaining(userBudgets(config()), Date.now()),
    alerts: async (filter) => (await history.get()).alerts.list(filter),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

function withAlerts(turn: TurnStream, keep: (alerts: readonly Alert[]) => Promise<void>): TurnStream {
  return { turnId: turn.turnId, [Symbol.asyncIterator]: () => rememberAlerts(turn, keep) };
}
