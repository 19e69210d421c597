import type { ProviderHealth, TurnRequest, UsageLedger } from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";
import type { Store } from "@ai-orchestrator/store";
import { deferAudit, type DeferredAudit } from "./deferred-audit.ts";
import type { Foundation } from "./foundation.ts";
import { readKeyBudgets } from "./key-budgets.ts";
import { groupCommitLedger, type GroupCommitLedger } from "./group-commit-ledger.ts";
import { lazy, type Lazy } from "./lazy.ts";
import { keepModelRoom, type ModelRoomKeeper } from "./model-room.ts";
import { openEngine } from "./open-engine.ts";
import { openNetwork, type Network } from "./open-network.ts";
import { createProviderAccess, type ProviderAccess } from "./provider-access.ts";
import { realClock } from "./real-world.ts";
import { openRoutingRoom, type RoutingRoom } from "./routing-room.ts";
import { createInputGate } from "./security-gate.ts";
import type { SecurityRoom } from "./open-security.ts";

/** Every part wired to the others, each opened by its first use. */
export interface House extends AsyncDisposable {
  readonly foundation: Foundation;
  readonly models: ModelRoomKeeper;
  readonly providers: ProviderAccess;
  readonly routing: RoutingRoom;
  readonly history: Lazy<Promise<Store>>;
  readonly audit: DeferredAudit;
  readonly security: () => Promise<SecurityRoom>;
  readonly network: Network;
  /** False for a demo and for `ephemeral`: nothing reaches the disk. */
  readonly keepsRecords: boolean;
  /** The engine that runs turns. */
  readonly engine: () => Promise<Engine>;
  /** The engine to ask for a decision: the one that runs turns where it is open or a conversation matters, else a light one without stores. */
  readonly decider: (request: TurnRequest) => Promise<Engine>;
  readonly health: () => readonly ProviderHealth[];
  /** Waits for the work that follows turns, until `signal` aborts. */
  readonly settled: (signal: AbortSignal) => Promise<void>;
  /** Counts and budgets; what waits to be written is written first. */
  readonly ledger: () => Promise<UsageLedger>;
}

/** Wires the parts. Nothing is opened yet. */
export function openHouse(foundation: Foundation): House {
  const { chain, config, logger, options } = foundation;
  const keepsRecords = options.demo !== true && options.ephemeral !== true;
  const network = openNetwork(foundation);
  const models = keepModelRoom(foundation, (provider) => providers.deps.credential(provider));
  const providers = createProviderAccess({
    config,
    chain,
    env: foundation.env,
    network,
    now: realClock.now,
    monotonic: realClock.monotonic,
    readFile: foundation.readFile,
    running: () => models.now().running,
    unlisted: () => models.now().unlisted,
    known: () => models.now().catalogue.all(),
  });
  const history = lazy(async () => (await import("./records.ts")).openHistory(foundation));
  const audit = deferAudit(async () => (await import("./records.ts")).openAudit(foundation), logger);
  const security = lazy(async () => (await import("./open-security.ts")).openSecurity(foundation));
  let running: Engine | undefined;
  let ledger: GroupCommitLedger | undefined;
  const health = (): readonly ProviderHealth[] => running?.health() ?? [];
  const routing = openRoutingRoom({ foundation, models, providers, health });
  const parts = { foundation, models, providers, routing, keyBudgets: readKeyBudgets(foundation) };
  const opening = lazy(async () => {
    const [store, { gate }] = await Promise.all([history.get(), security.get()]);
    ledger = groupCommitLedger(store, logger);
    running = openEngine({ ...parts, security: gate, store, ledger, audit: keepsRecords ? audit : undefined });
    return running;
  });
  const light = lazy(() =>
    openEngine({ ...parts, security: createInputGate(config), store: undefined, ledger: undefined, audit: undefined }),
  );
  return {
    ...parts,
    history,
    audit,
    security: () => security.get(),
    network,
    keepsRecords,
    engine: () => opening.get(),
    decider: async (request) =>
      request.conversationId === undefined && running === undefined ? light.get() : opening.get(),
    health,
    settled: async (signal) => running?.settled(signal),
    ledger: async () => ledger ?? (await history.get()).ledger,
    [Symbol.asyncDispose]: async () => {
      await running?.[Symbol.asyncDispose]();
      ledger?.[Symbol.dispose]();
      await providers[Symbol.asyncDispose]();
      await audit.close();
      (await history.peek())?.[Symbol.dispose]();
      await chain[Symbol.asyncDispose]();
      await network[Symbol.asyncDispose]();
      await foundation.demo?.[Symbol.asyncDispose]();
    },
  };
}
