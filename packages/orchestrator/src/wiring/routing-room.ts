import { readFileSync } from "node:fs";
import type { Decision, ProviderHealth, ProviderId, TurnRequest } from "@ai-orchestrator/contract";
import {
  decide,
  EMPTY_LEARNED_STATE,
  readLearnedState,
  type DecideInput,
  type LearnedState,
  type RouterPort,
  type RoutingConfig,
} from "@ai-orchestrator/engine/routing";
import { ensureHome } from "../files/ensure-home.ts";
import { writeFileDurably } from "../files/write-file-durably.ts";
import type { TurnOutlook } from "./decide-turn.ts";
import type { Foundation } from "./foundation.ts";
import type { ModelRoomKeeper } from "./model-room.ts";
import type { ProviderAccess } from "./provider-access.ts";
import { realClock } from "./real-world.ts";
import { createRouterPort } from "./router-port.ts";
import { routingSettings } from "./routing-settings.ts";

/** Everything a decision is made from, kept ready. */
export interface RoutingRoom {
  readonly settings: () => RoutingConfig;
  /** The input of one decision; later where local servers must be looked for first. */
  input(request: TurnRequest, outlook: TurnOutlook): Promise<DecideInput> | DecideInput;
  /** The input of a decision as things are, without chance: for looking back. */
  replayInput(request: TurnRequest, outlook: TurnOutlook): DecideInput;
  /** Decides at once from what is known. */
  decideNow(request: TurnRequest, outlook: TurnOutlook): Decision;
  /** True for a provider that can be asked as things are. */
  usable(provider: ProviderId): boolean;
  /** How the routing model is asked, where config wants one. */
  router(onPhase: (phase: "routing", message?: string) => void): RouterPort;
  learned(): LearnedState;
  /** False while learning is switched off: nothing is learned or applied, what is there stays. */
  learns(): boolean;
  saveLearned(state: LearnedState): void;
  /** Compiles the settings anew. */
  renew(): void;
}

/** What the room is built from. */
export interface RoutingRoomOptions {
  readonly foundation: Foundation;
  readonly models: ModelRoomKeeper;
  readonly providers: ProviderAccess;
  readonly health: () => readonly ProviderHealth[];
}

/** The room over one foundation. */
export function openRoutingRoom({ foundation, models, providers, health }: RoutingRoomOptions): RoutingRoom {
  let settings: RoutingConfig | undefined;
  let learned: LearnedState | undefined;
  const statuses = rememberStatuses(providers);
  const currentSettings = (): RoutingConfig => {
    settings ??= routingSettings(foundation.config(), {
      dialSet: foundation.loaded().origins.get("defaults.dial") !== "default",
      ruleNames: models.ruleNames,
      onIdleRule: (sentence, problem) => warnOfIdleRule(foundation, sentence, problem),
    });
    return settings;
  };
  const currentLearned = (): LearnedState => (learned ??= readLearned(foundation));
  const learns = (): boolean => foundation.config().learning?.enabled !== false && currentLearned().enabled;
  const inputNow = (asked: TurnRequest, outlook: TurnOutlook, random?: () => number): DecideInput => {
    const request = withDefaults(asked, foundation);
    if (request.model !== undefined) models.admit(request.model);
    for (const name of namesInRules(currentSettings())) models.admit(name);
    const room = models.now();
    return {
      ...outlook,
      health: outlook.health ?? health(),
      request,
      models: room.models,
      catalogue: room.catalogue,
      providers: statuses.now(),
      config: currentSettings(),
      ...(learns() ? { learned: currentLearned() } : {}),
      now: realClock.now(),
      monotonic: realClock.monotonic,
      random,
    };
  };
  return {
    settings: currentSettings,
    input: (request, outlook) => {
      const withChance = (): DecideInput => inputNow(request, outlook, Math.random);
      return models.isKnown() ? withChance() : models.enter().then(withChance);
    },
    replayInput: (request, outlook) => inputNow(request, outlook),
    decideNow: (request, outlook) => decide(inputNow(request, outlook)),
    usable: (provider) => statuses.now().some((status) => status.provider === provider && status.usable),
    router: (onPhase) => createRouterPort({ providers, models, onPhase }),
    learned: currentLearned,
    learns,
    saveLearned: (state) => {
      learned = state;
      writeLearned(foundation, state);
    },
    renew: () => {
      settings = undefined;
      statuses.forget();
    },
  };
}

function warnOfIdleRule({ logger }: Foundation, sentence: string, problem: string): void {
  const fix = "aio rules list, then aio rules remove NUMBER";
  logger.log("warn", `The rule "${sentence}" is not applied: ${problem}.`, { fix });
}

function withDefaults(request: TurnRequest, foundation: Foundation): TurnRequest {
  const { model } = foundation.config().defaults ?? {};
  return request.model === undefined && model !== undefined && model !== "auto" ? { ...request, model } : request;
}

/** Statuses of the last second. Routing compiles a snapshot per array identity, so the array is kept while nothing can have changed. */
function rememberStatuses(providers: ProviderAccess): {
  readonly now: ProviderAccess["statuses"];
  readonly forget: () => void;
} {
  let known: { readonly at: number; readonly of: ReturnType<ProviderAccess["statuses"]> } | undefined;
  return {
    now: () => {
      const at = performance.now();
      if (known === undefined || at - known.at > 1000)
        known = { at, of: keepIdentity(known?.of, providers.statuses()) };
      return known.of;
    },
    forget: () => {
      known = undefined;
    },
  };
}

function keepIdentity<T>(old: readonly T[] | undefined, fresh: readonly T[]): readonly T[] {
  return old !== undefined && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
}

function writeLearned(foundation: Foundation, state: LearnedState): void {
  if (foundation.demo !== undefined || foundation.options.ephemeral === true) return;
  ensureHome(foundation.paths.home);
  writeFileDurably(foundation.paths.learned, `${JSON.stringify(state)}\n`);
}

function readLearned(foundation: Foundation): LearnedState {
  if (foundation.demo !== undefined || foundation.options.ephemeral === true) return EMPTY_LEARNED_STATE;
  try {
    const state = readLearnedState(JSON.parse(readFileSync(foundation.paths.learned, "utf8")));
    if (state !== undefined) return state;
    foundation.logger.log("warn", "What was learned has another form and is left aside.", {
      file: foundation.paths.learned,
    });
    return EMPTY_LEARNED_STATE;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      foundation.logger.log("warn", "What was learned cannot be read and is left aside.", { reason: String(error) });
    return EMPTY_LEARNED_STATE;
  }
}

/** Models that rules want used, by full name: one of the user's own endpoints may not list them. */
function namesInRules({ rules }: RoutingConfig): readonly string[] {
  return rules.flatMap(({ effect }) =>
    effect.type === "use" ? effect.models.filter((name) => name.includes("/") && !name.endsWith("/*")) : [],
  );
}
