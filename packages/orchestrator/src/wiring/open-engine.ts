import type {
  Alert,
  AuditLog,
  Budget,
  Catalogue,
  Config,
  ProviderClient,
  ProviderId,
  SecurityGate,
  UsageLedger,
} from "@ai-orchestrator/contract";
import { createEngine, type Engine, type EngineSettings } from "@ai-orchestrator/engine";
import { estimateTokens } from "@ai-orchestrator/engine/routing";
import type { Store } from "@ai-orchestrator/store";
import { createDecide } from "./decide-turn.ts";
import { engineSettingsOf } from "./engine-settings.ts";
import type { Foundation } from "./foundation.ts";
import { lazy } from "./lazy.ts";
import { withModelDefaults } from "./model-defaults.ts";
import type { ModelRoomKeeper } from "./model-room.ts";
import type { ProviderAccess } from "./provider-access.ts";
import { rememberThreads } from "./remember-threads.ts";
import type { FindUpstream } from "./remember-upstreams.ts";
import { realClock, realRandomness } from "./real-world.ts";
import type { RoutingRoom } from "./routing-room.ts";

/** What the engine stands on. */
export interface EngineParts {
  readonly foundation: Foundation;
  readonly models: ModelRoomKeeper;
  readonly providers: ProviderAccess;
  readonly routing: RoutingRoom;
  readonly security: SecurityGate;
  /** Absent: nothing is kept. */
  readonly store: Store | undefined;
  readonly ledger: UsageLedger | undefined;
  readonly audit: AuditLog | undefined;
  /** The budgets of a gateway key. */
  readonly keyBudgets: (keyId: string) => readonly Budget[];
}

/** The engine with every port filled. */
export function openEngine({
  foundation,
  models,
  providers,
  routing,
  security,
  store,
  ledger,
  audit,
  keyBudgets,
}: EngineParts): Engine {
  const { config, logger } = foundation;
  // Provider code is loaded with the first relayed call.
  const upstreams = lazy(async () =>
    (await import("./remember-upstreams.ts")).rememberUpstreams(providers.deps, realClock.monotonic),
  );
  let findUpstream: FindUpstream | undefined;
  return createEngine({
    clock: realClock,
    randomness: realRandomness,
    logger,
    catalogue: liveCatalogue(models),
    usable: routing.usable,
    provider: clientsWithDefaults(providers, config),
    decide: createDecide(
      routing,
      store?.conversations,
      rememberThreads(() => realClock.now()),
    ),
    security,
    estimateTokens,
    settings: settingsOnce(config),
    budgets: (request) => [...userBudgets(config()), ...(request.keyId === undefined ? [] : keyBudgets(request.keyId))],
    upstream: (model, protocol) => {
      if (findUpstream !== undefined) return findUpstream(model, protocol);
      return upstreams.get().then((find) => (findUpstream = find)(model, protocol));
    },
    ...(store === undefined
      ? {}
      : { store: store.conversations, keepAlerts: (alerts: readonly Alert[]) => store.alerts.add(alerts) }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(audit === undefined ? {} : { audit }),
    ...(foundation.demo === undefined ? {} : { demo: true }),
  });
}

/** Providers' clients with the user's defaults for models, each made once. */
function clientsWithDefaults(
  providers: ProviderAccess,
  config: () => Config,
): (id: ProviderId) => Promise<ProviderClient> {
  const made = new WeakMap<Promise<ProviderClient>, Promise<ProviderClient>>();
  return (id) => {
    const client = providers.client(id);
    let withDefaults = made.get(client);
    if (withDefaults === undefined)
      made.set(client, (withDefaults = client.then((plain) => withModelDefaults(plain, config))));
    return withDefaults;
  };
}

/** The user's own budgets. */
export function userBudgets(config: Config): readonly Budget[] {
  const { dailyUsd, monthlyUsd } = config.budgets ?? {};
  return [
    ...(dailyUsd === undefined ? [] : [{ scope: "user", period: "day" as const, limitUsd: dailyUsd }]),
    ...(monthlyUsd === undefined ? [] : [{ scope: "user", period: "month" as const, limitUsd: monthlyUsd }]),
  ];
}

/** The engine's settings, read anew only when the config is another. */
function settingsOnce(config: () => Config): () => EngineSettings {
  let known: { readonly of: Config; readonly settings: EngineSettings } | undefined;
  return () => {
    const of = config();
    if (known?.of !== of) known = { of, settings: engineSettingsOf(of) };
    return known.settings;
  };
}

/** A catalogue that is always the current room's. */
function liveCatalogue(models: ModelRoomKeeper): Catalogue {
  return {
    all: () => models.now().catalogue.all(),
    get: (key) => models.now().catalogue.get(key),
    resolve: (name, usable) => models.resolve(name, usable),
    price: (model, usage, at) => models.now().catalogue.price(model, usage, at),
  };
}
