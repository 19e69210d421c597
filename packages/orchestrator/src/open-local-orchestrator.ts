import type { Orchestrator, RelayAccess, TurnRequest } from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import { openAuditDesk } from "./desks/audit-desk.ts";
import { openCredentialDesk } from "./desks/credential-desk.ts";
import { openHistoryDesk } from "./desks/history-desk.ts";
import { openLocalModelDesk } from "./desks/local-model-desk.ts";
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
import { alertKeeper, rememberAlerts, withAlerts } from "./turns/remember-alerts.ts";
import { runToEnd } from "./turns/run-to-end.ts";
import type { OpenOptions } from "./open-options.ts";
import { layFoundation } from "./wiring/foundation.ts";
import { modelInfos } from "./wiring/model-infos.ts";
import { userBudgets } from "./wiring/open-engine.ts";
import { openHouse, type House } from "./wiring/open-house.ts";
import { refreshCatalogueFile } from "./wiring/refresh-catalogue-file.ts";
import { secretRedactor } from "./wiring/secret-redactor.ts";

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
    relay: relayOf(house),
    credentials: openCredentialDesk({ foundation, providers, audit: house.keepsRecords ? audit : undefined }),
    history: openHistoryDesk({ foundation, history, redactor: async () => (await security()).redactor }),
    audit: openAuditDesk(audit),
    routing: openRoutingDesk({ foundation, routing, history, models }),
    security: openSecurityDesk(security),
    localModels: openLocalModelDesk(house),
    resolveModel: async (name) => {
      await models.enter();
      const usable = new Set(
        providers
          .statuses()
          .filter((status) => status.usable)
          .map((status) => status.provider),
      );
      return models.resolve(name, (provider) => usable.has(provider));
    },
    redactWithReport: async (text) => {
      // Stored keys are known by value only once they were read.
      await foundation.chain.loadSecrets();
      return (await security()).redactor.redact(text);
    },
    settled: (signal) => house.settled(signal),
    hideSecrets: (text) => secretRedactor(foundation.secrets).redact(text).text,
    refreshCatalogue: (call) => refreshCatalogueFile(foundation, models, call),
    reload: async () => {
      await foundation.reload();
      routing.renew();
      models.renew();
    },
  };
}

/** Leases of raw calls. The engine is kept at hand: to wait for it again would cost each call a turn of the event loop's queue. */
function relayOf(house: House): RelayAccess {
  let engine: Engine | undefined;
  return {
    connections: house.network.connections,
    lease: (request, protocol, call) =>
      engine?.lease(request, protocol, call) ??
      house.engine().then((opened) => (engine = opened).lease(request, protocol, call)),
  };
}

/** The public face over an open house. */
function faceOf(house: House): Orchestrator {
  const { foundation, models, providers, history } = house;
  const { config } = foundation;
  const asking = askingOf(house);
  return {
    ...asking,
    query: (request, call) => runToEnd(asking.stream(toRequest(request), call)),
    route: async (asked, call) => {
      const request = completeRequest(toRequest(asked), config());
      return (await house.decider(request)).route(request, call);
    },
    models: async () => modelInfos(await models.enter(), providers.statuses(), config()),
    providers: async () => {
      await models.enter();
      return providers.statuses();
    },
    health: async () => house.health(),
    embed: (request, call) => embedTexts(request, house, call),
    generateImages: (request, call) => makeImages(request, house, call),
    usage: async (query) => (await house.ledger()).report(query),
    budgets: async () => (await house.ledger()).remaining(userBudgets(config()), Date.now()),
    alerts: async (filter) => (await history.get()).alerts.list(filter),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

/** Whatever runs turns: within the limits, and with its alerts kept. */
function askingOf({ foundation, history, engine }: House): Pick<Orchestrator, "stream" | "compare" | "conversations"> {
  const { config } = foundation;
  const admitted = (request: TurnRequest) => async (): Promise<Engine> => {
    checkMessages(request, config());
    return engine();
  };
  const keep = alertKeeper(async (alerts) => (await history.get()).alerts.add(alerts), foundation.logger);
  const conversations = conversationsOver(async () => (await history.get()).conversations, engine);
  return {
    stream: (request, call) => withAlerts(lateTurn(admitted(request), completeRequest(request, config()), call), keep),
    compare: (request, names, call) => {
      const events = lateCompare(admitted(request), completeRequest(request, config()), { names, call });
      return { turns: events.turns, [Symbol.asyncIterator]: () => rememberAlerts(events, keep) };
    },
    conversations: {
      ...conversations,
      resume: (turnId, call) => withAlerts(conversations.resume(turnId, call), keep),
    },
  };
}
