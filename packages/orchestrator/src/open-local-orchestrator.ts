import type { CallOptions, Orchestrator, ProviderHealth, TurnRequest } from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import { createRedactor } from "@ai-orchestrator/security";
import { openAuditDesk } from "./desks/audit-desk.ts";
import { openCredentialDesk } from "./desks/credential-desk.ts";
import { openHistoryDesk } from "./desks/history-desk.ts";
import { openRoutingDesk } from "./desks/routing-desk.ts";
import { openSecurityDesk } from "./desks/security-desk.ts";
import type { LocalOrchestrator } from "./local-orchestrator.ts";
import { conversationsOver } from "./turns/conversations-over.ts";
import { lateTurn } from "./turns/late-turn.ts";
import { lateCompare } from "./turns/late-compare.ts";
import { runToEnd } from "./turns/run-to-end.ts";
import { openEngine, userBudgets } from "./wiring/open-engine.ts";
import { completeRequest, toRequest } from "./turns/complete-request.ts";
import { layFoundation, type OpenOptions } from "./wiring/foundation.ts";
import { lazy } from "./wiring/lazy.ts";
import { keepModelRoom } from "./wiring/model-room.ts";
import { createProviderAccess } from "./wiring/provider-access.ts";
import { deferAudit } from "./wiring/deferred-audit.ts";
import { pooledFetch } from "./wiring/pooled-fetch.ts";
import { openRoutingRoom } from "./wiring/routing-room.ts";
import { modelInfos } from "./wiring/model-infos.ts";
import { makeImages } from "./turns/make-images.ts";
import { embedTexts } from "./turns/embed-texts.ts";
import { refreshCatalogueFile } from "./wiring/refresh-catalogue-file.ts";

/**
 * Opens the orchestrator in this process. Reads the config and nothing else;
 * keys, history, audit and provider code are opened by what needs them.
 * Throws `invalid_config`.
 */
export async function openLocalOrchestrator(options: OpenOptions = {}): Promise<LocalOrchestrator> {
  const foundation = await layFoundation(options);
  const { chain, config, logger } = foundation;
  const http = pooledFetch(options.fetch);
  const models = keepModelRoom(foundation);
  const providers = createProviderAccess({
    config,
    chain,
    env: foundation.env,
    fetch: http.fetch,
    now: () => Date.now(),
    readFile: foundation.readFile,
    running: () => models.now().running,
  });
  const redactor = createRedactor({
    secrets: () => chain.liveSecrets().map((value) => ({ name: "credential", value })),
  });
  const history = lazy(async () => (await import("./wiring/records.ts")).openHistory(foundation));
  const audit = deferAudit(async () => (await import("./wiring/records.ts")).openAudit(foundation), logger);
  const kept = options.demo !== true && options.ephemeral !== true;
  const engine = lazy(async (): Promise<Engine> =>
    openEngine({
      foundation,
      models,
      providers,
      routing,
      redactor,
      store: await history.get(),
      audit: kept ? audit : undefined,
    }),
  );
  let opened: Engine | undefined;
  const ready = async (): Promise<Engine> => (opened ??= await engine.get());
  const routingEngine = lazy(() =>
    openEngine({ foundation, models, providers, routing, redactor, store: undefined, audit: undefined }),
  );
  const health = (): readonly ProviderHealth[] => opened?.health() ?? [];
  const routing = openRoutingRoom({ foundation, models, providers, health });
  const route = async (request: TurnRequest, call?: CallOptions) =>
    (request.conversationId === undefined && opened === undefined ? routingEngine.get() : await ready()).route(
      request,
      call,
    );
  const prepare = (request: TurnRequest): TurnRequest => completeRequest(request, config());
  const face: Orchestrator = {
    stream: (request, call) => lateTurn(ready, prepare(request), call),
    query: (request, call) => runToEnd(lateTurn(ready, prepare(toRequest(request)), call)),
    compare: (request, names, call) => lateCompare(ready, prepare(request), { names, call }),
    route: (request, call) => route(prepare(toRequest(request)), call),
    models: async () => modelInfos(await models.enter(), providers.statuses(), config()),
    providers: async () => {
      await models.enter();
      return providers.statuses();
    },
    health: async () => health(),
    embed: (request, call) => embedTexts(request, { models, providers, call }),
    generateImages: (request, call) => makeImages(request, { models, providers, route, call }),
    conversations: conversationsOver(async () => (await history.get()).conversations, ready),
    usage: async (query) => (await history.get()).ledger.report(query),
    budgets: async () => (await history.get()).ledger.remaining(userBudgets(config()), Date.now()),
    alerts: async (filter) => (await history.get()).alerts.list(filter),
    [Symbol.asyncDispose]: async () => {
      await opened?.[Symbol.asyncDispose]();
      await audit.close();
      (await history.peek())?.[Symbol.dispose]();
      await chain[Symbol.asyncDispose]();
      await http[Symbol.asyncDispose]();
      await foundation.demo?.[Symbol.asyncDispose]();
    },
  };
  return {
    ...face,
    get loaded() {
      return foundation.loaded();
    },
    get config() {
      return config();
    },
    paths: foundation.paths,
    relay: { lease: async (request, protocol, call) => (await ready()).lease(request, protocol, call) },
    credentials: openCredentialDesk({ foundation, providers, audit: kept ? audit : undefined }),
    history: openHistoryDesk({ foundation, history, redactor }),
    audit: openAuditDesk(audit),
    routing: openRoutingDesk({ foundation, routing, history, models }),
    security: openSecurityDesk(),
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
    redactWithReport: async (text) => redactor.redact(text),
    refreshCatalogue: (call) => refreshCatalogueFile(foundation, models, call),
    reload: async () => {
      await foundation.reload();
      routing.renew();
      models.renew();
    },
  };
}
