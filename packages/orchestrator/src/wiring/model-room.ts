import {
  isKnownProvider,
  LOCAL_PROVIDERS,
  type Catalogue,
  type Model,
  type ProviderId,
  type ProviderStatus,
} from "@ai-orchestrator/contract";
import type { RuleNames } from "@ai-orchestrator/engine/routing";
import { createCatalogue, loadCatalogue } from "@ai-orchestrator/providers/catalogue";
import type { Foundation } from "./foundation.ts";
import { discoverModels, type Discovery, type EndpointCredential } from "./discover-models.ts";
import { endpointModel } from "./endpoint-models.ts";

/** All models of this moment: the shipped or refreshed catalogue, the user's endpoints, and what local servers offer. */
export interface ModelRoom {
  readonly catalogue: Catalogue;
  readonly models: readonly Model[];
  readonly running: ReadonlyMap<ProviderId, string>;
  readonly unlisted: Discovery["unlisted"];
  /** Keys of the models that local servers offer now. */
  readonly offered: ReadonlySet<string>;
}

/** Keeps the room up to date; looks for local servers at most once in `FRESH_MS`. */
export interface ModelRoomKeeper {
  /** The room after looking for local servers. */
  enter(): Promise<ModelRoom>;
  /** True where the room was seen lately enough to decide by; one that is no longer fresh is looked at meanwhile. */
  isKnown(): boolean;
  /** The room as last seen; nothing is asked. */
  now(): ModelRoom;
  /** Lets in a model that somebody asks for as `endpoint/id` on an endpoint of the user's own that does not list its models. */
  admit(name: string): void;
  /** The model a name stands for, as `Catalogue.resolve`, those let in by `admit` included. */
  resolve: Catalogue["resolve"];
  /** What rules may name: the same whatever runs now. */
  ruleNames(): RuleNames;
  /** Reads the catalogue file again. */
  renew(): void;
}

const FRESH_MS = 15_000;
/** A program that asks all the time is not made to wait for the next look. */
const KNOWN_MS = 60_000;
/** More names than anyone uses; a program that makes names up must not grow memory. */
const MOST_ADMITTED = 256;

/** A keeper over the data directory's catalogue. `credential` gives the key of the user's own endpoint. */
export function keepModelRoom(foundation: Foundation, credential: EndpointCredential): ModelRoomKeeper {
  const admitted = new Map<string, Model>();
  let shipped: readonly Model[] | undefined;
  let discovery: Discovery = { models: [], running: new Map(), unlisted: new Map() };
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let room: ModelRoom | undefined;
  const shippedModels = (): readonly Model[] =>
    (shipped ??= loadCatalogue({ dataDirectory: foundation.paths.home }).models);
  const look = async (): Promise<void> => {
    const found = await discoverModels(foundation, { shipped: shippedModels(), credential });
    lookedAt = performance.now();
    if (!sameDiscovery(found, discovery)) room = undefined;
    discovery = found;
  };
  const lookOnce = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)));
  const isFresh = (): boolean => foundation.demo !== undefined || performance.now() - lookedAt <= FRESH_MS;
  const now = (): ModelRoom =>
    (room ??= furnish({ shipped: shippedModels(), admitted: [...admitted.values()], discovery }));
  const admit = (name: string): void => {
    const model = name.includes("/")
      ? endpointModel(name, { config: foundation.config(), shipped: shippedModels() })
      : undefined;
    if (model === undefined || discovery.running.has(model.provider) || admitted.size >= MOST_ADMITTED) return;
    if (now().models.some(({ provider, id }) => provider === model.provider && id === model.id)) return;
    admitted.set(model.key, model);
    room = undefined;
  };
  return {
    now,
    admit,
    resolve: (name, usable) => {
      admit(name);
      return now().catalogue.resolve(name, usable);
    },
    isKnown: () => {
      if (isFresh()) return true;
      if (performance.now() - lookedAt > KNOWN_MS) return false;
      lookOnce().catch((error: unknown) =>
        foundation.logger.log("warn", "Local servers could not be looked for.", { reason: String(error) }),
      );
      return true;
    },
    enter: async () => {
      if (!isFresh()) await lookOnce();
      return now();
    },
    ruleNames: () => ({
      catalogue: createCatalogue({ models: shippedModels(), now: () => Date.now() }),
      endpoints: Object.keys(foundation.config().providers ?? {}).filter((id) => !isKnownProvider(id)),
    }),
    renew: () => {
      admitted.clear();
      shipped = undefined;
      room = undefined;
    },
  };
}

function furnish(parts: {
  readonly shipped: readonly Model[];
  readonly admitted: readonly Model[];
  readonly discovery: Discovery;
}): ModelRoom {
  const { models: found, running, unlisted } = parts.discovery;
  const admitted = parts.admitted.filter((model) => !running.has(model.provider));
  const catalogue = createCatalogue({
    models: parts.shipped,
    discovered: [...admitted, ...found],
    now: () => Date.now(),
  });
  const offered = new Set(found.map((model) => model.key));
  // A local server that runs offers what it says and nothing else; one that does not run is refused as a whole.
  const models = catalogue
    .all()
    .filter((model) => !isLocalProvider(model.provider) || !running.has(model.provider) || offered.has(model.key));
  return { catalogue, models, running, unlisted, offered };
}

function sameDiscovery(a: Discovery, b: Discovery): boolean {
  const key = (one: Discovery): string =>
    `${[...one.running].join()}|${JSON.stringify([...one.unlisted])}|${one.models
      .map((model) => model.key)
      .sort()
      .join()}`;
  return key(a) === key(b);
}

/** A model may be used if its provider may, and, where it runs on this machine, if its server offers it. */
export function isServed(model: Model, room: ModelRoom, statuses: readonly ProviderStatus[]): boolean {
  const status = statuses.find((one) => one.provider === model.provider);
  if (status?.usable !== true) return false;
  return !isLocalProvider(model.provider) || room.offered.has(model.key);
}

function isLocalProvider(provider: ProviderId): boolean {
  return (LOCAL_PROVIDERS as readonly string[]).includes(provider);
}
