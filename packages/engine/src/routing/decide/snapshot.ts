import type { Catalogue, Model, ProviderStatus, Rejection } from "@ai-orchestrator/contract";
import { capabilityOf, type Capability } from "../capability/capability-table.ts";
import { versionsBehind } from "../capability/family-version.ts";
import type { ModelSetting, RoutingConfig } from "../routing-config.ts";
import { abilitiesOf } from "./abilities.ts";
import { usualPace, type Pace } from "./expected-seconds.ts";
import { ratesAt, type Rates } from "./model-rates.ts";
import { staticPreferences, type Preference } from "./preferences.ts";

/** One model as routing sees it: everything that does not change from turn to turn, worked out once. */
export interface CandidateRow {
  readonly model: Model;
  readonly key: string;
  /** Place in the snapshot's order, which lists of candidates keep; −1 outside it. */
  readonly index: number;
  readonly provider: string;
  /** Runs on this machine: the model says so and its provider's address is loopback. */
  readonly local: boolean;
  readonly abilities: number;
  /** Copied from the model, whose objects have many shapes: reading them in the inner loop costs more than the sums. */
  readonly searches: boolean;
  readonly reasons: boolean;
  readonly maxOutput: number;
  readonly pace: Pace;
  readonly capability: Capability;
  readonly enabled: boolean;
  /** Epoch ms from which the provider refuses it; Infinity if never. */
  readonly retiredAt: number;
  /** Input tokens that leave room for an answer of usual length. */
  readonly room: number;
  readonly preferences: readonly Preference[];
  readonly preference: number;
  /** Why it is out whatever the turn, where it is disabled or retired. */
  readonly barred: Rejection | undefined;
  /** As they hold in the quarter of an hour of the last decision. */
  rates: Rates;
}

/** The models of one provider. */
export interface ProviderGroup {
  readonly provider: string;
  readonly status: ProviderStatus | undefined;
  readonly rows: readonly CandidateRow[];
}

/** Models, providers and config compiled for deciding. */
export interface Snapshot {
  /** Quarter of an hour (since the epoch) the rows' rates are of. */
  ratesOf: number;
  readonly groups: readonly ProviderGroup[];
  readonly byKey: ReadonlyMap<string, CandidateRow>;
  /** Rows of usable providers: whom learning is about. */
  readonly usable: readonly CandidateRow[];
  readonly statuses: ReadonlyMap<string, ProviderStatus>;
  /** Rows a name in config stands for, best first; empty for an unknown name. Remembered. */
  rowsNamed(name: string): readonly CandidateRow[];
  /** Rows of the model a caller names, it and the same model elsewhere. Throws `unknown_model`. Names asked for lately are remembered. */
  named(name: string): Named;
  forgetNames(): void;
  /** The row of a model, also of one outside the list. */
  rowOf(model: Model): CandidateRow;
}

/** What a name stands for. */
export interface Named {
  readonly rows: readonly [CandidateRow, ...CandidateRow[]];
  readonly notice: string | undefined;
}

/** What a snapshot is made of; `models`, `providers` and `config` are compared by identity. */
export interface SnapshotSource {
  readonly models: readonly Model[];
  readonly providers: readonly ProviderStatus[];
  readonly config: RoutingConfig;
  readonly catalogue: Catalogue;
}

interface Remembered {
  readonly source: SnapshotSource;
  readonly snapshot: Snapshot;
}

const remembered: WeakMap<RoutingConfig, Remembered> = new WeakMap();

/** The snapshot of these very objects, compiled on first sight (about 2 ms for 300 models). */
export function snapshotOf(source: SnapshotSource, now: number): Snapshot {
  const known = remembered.get(source.config);
  if (known !== undefined && isSame(known.source, source)) {
    refreshRates(known.snapshot, now);
    return known.snapshot;
  }
  const kept: SnapshotSource = {
    models: source.models,
    providers: source.providers,
    config: source.config,
    catalogue: source.catalogue,
  };
  const snapshot = compile(kept, now);
  remembered.set(source.config, { source: kept, snapshot });
  return snapshot;
}

function isSame(a: SnapshotSource, b: SnapshotSource): boolean {
  return a.models === b.models && a.providers === b.providers && a.catalogue === b.catalogue;
}

const NEVER_ANSWERS: ReadonlySet<string> = new Set(["embedding", "audio", "moderation"]);

function compile(source: SnapshotSource, now: number): Snapshot {
  const statuses = new Map(source.providers.map((status) => [status.provider as string, status]));
  const byKey = new Map<string, CandidateRow>();
  const groups = new Map<string, CandidateRow[]>();
  const settings = settingsByModel(source);
  const behind = versionsBehind(source.models);
  const rowOf = (model: Model): CandidateRow => {
    const known = byKey.get(model.key);
    return known?.model === model || (known !== undefined && known.model.provider === model.provider)
      ? known
      : compileRow(model, { source, statuses, settings, behind, now }, -1);
  };
  for (const model of source.models) {
    if (byKey.has(model.key) || NEVER_ANSWERS.has(model.kind ?? "chat")) continue;
    byKey.set(model.key, compileRow(model, { source, statuses, settings, behind, now }, 0));
  }
  for (const row of byKey.values()) groups.set(row.provider, [...(groups.get(row.provider) ?? []), row]);
  // Groups follow each other, so a row's index is its place in every list that was screened.
  let index = 0;
  for (const rows of groups.values()) {
    for (const [i, row] of rows.entries()) byKey.set(row.key, (rows[i] = { ...row, index: index++ }));
  }
  const names = new Map<string, readonly CandidateRow[]>();
  const asked = new Map<string, Named>();
  return {
    ratesOf: Math.floor(now / QUARTER_HOUR),
    groups: [...groups].map(([provider, rows]) => ({ provider, status: statuses.get(provider), rows })),
    byKey,
    usable: [...byKey.values()].filter((row) => statuses.get(row.provider)?.usable === true),
    statuses,
    rowOf,
    rowsNamed(name) {
      let rows = names.get(name);
      if (rows === undefined) names.set(name, (rows = resolveName(name, { source, statuses, byKey, rowOf })));
      return rows;
    },
    named(name) {
      let known = asked.get(name);
      if (known === undefined) {
        const isUsable = (provider: string): boolean => statuses.get(provider)?.usable === true;
        const { model, alternatives, notice } = source.catalogue.resolve(name, isUsable);
        known = { rows: [rowOf(model), ...alternatives.map(rowOf)], notice };
        // Callers may name anything: what they made up must not grow memory.
        if (asked.size >= MOST_ASKED) asked.clear();
        asked.set(name, known);
      }
      return known;
    },
    forgetNames: () => asked.clear(),
  };
}

const MOST_ASKED = 500;

interface NameContext {
  readonly source: SnapshotSource;
  readonly statuses: ReadonlyMap<string, ProviderStatus>;
  readonly byKey: ReadonlyMap<string, CandidateRow>;
  readonly rowOf: (model: Model) => CandidateRow;
}

function resolveName(name: string, context: NameContext): readonly CandidateRow[] {
  if (name.endsWith("/*")) {
    const provider = name.slice(0, -2);
    return [...context.byKey.values()].filter((row) => row.provider === provider);
  }
  try {
    const resolved = context.source.catalogue.resolve(
      name,
      (provider) => context.statuses.get(provider)?.usable === true,
    );
    return [resolved.model, ...resolved.alternatives].map((model) => context.rowOf(model));
  } catch {
    // An unknown name in config stands for no model; `unknownNames` reports it, a decision must not fail over it.
    return [];
  }
}

interface RowContext {
  readonly source: SnapshotSource;
  readonly statuses: ReadonlyMap<string, ProviderStatus>;
  readonly settings: ReadonlyMap<Model, ModelSetting>;
  readonly behind: ReadonlyMap<string, number>;
  readonly now: number;
}

function compileRow(model: Model, context: RowContext, index: number): CandidateRow {
  const { config } = context.source;
  const local = isOnThisMachine(model, context.statuses.get(model.provider));
  const setting = context.settings.get(model) ?? settingOf(model, config.models);
  const preferences = staticPreferences(model, { local, setting, config });
  return {
    model,
    key: model.key,
    index,
    provider: model.provider,
    local,
    abilities: abilitiesOf(model),
    searches: model.webSearch,
    reasons: model.reasoning,
    maxOutput: model.maxOutput,
    pace: usualPace(model, local),
    capability: capabilityOf(model, context.behind.get(model.key)),
    enabled: setting?.enabled !== false,
    retiredAt: retirement(model),
    room: model.contextWindow - reservedOutput(model, undefined),
    preferences,
    preference: preferences.reduce((sum, preference) => sum + preference.amount, 0),
    barred: standingBar(model, setting?.enabled !== false),
    rates: ratesAt(model, context.now),
  };
}

/** Disabled or retired models fail every turn alike; the sentence is made once. A retirement to come is checked with the turn. */
function standingBar(model: Model, enabled: boolean): Rejection | undefined {
  if (!enabled) return { model: model.key, code: "model_disabled", why: `${model.key} is disabled in config` };
  return model.retired === undefined
    ? undefined
    : { model: model.key, code: "retired", why: `${model.key} was retired on ${model.retired}` };
}

/** A day, or for a month alone its end; never for anything else. */
function retirement({ retired }: Model): number {
  const day = retired === undefined ? Number.NaN : Date.parse(retired.length === 7 ? `${retired}-28` : retired);
  return Number.isNaN(day) ? Number.POSITIVE_INFINITY : day;
}

/** Tokens kept free for the answer where the caller names no limit. */
const RESERVED_OUTPUT = 4096;

/** Tokens an answer of this model must have room for. */
export function reservedOutput(model: Model, maxOutputTokens: number | undefined): number {
  return maxOutputTokens ?? Math.min(RESERVED_OUTPUT, model.maxOutput, Math.ceil(model.contextWindow / 4));
}

/** Ollama serves models of its own cloud through the local daemon; their names say so. */
const TUNNELLED = /[:-]cloud$/u;

/** Local only if the model, the provider and the provider's address all are. Anything unknown is not. */
function isOnThisMachine(model: Model, status: ProviderStatus | undefined): boolean {
  return model.local && status?.local === true && !TUNNELLED.test(model.id) && !TUNNELLED.test(model.key);
}

/** A setting under a model's key is for that entry; under any other name, for every entry with that id. */
function settingsByModel(source: SnapshotSource): ReadonlyMap<Model, ModelSetting> {
  const settings = new Map<Model, ModelSetting>();
  const keys = new Set(source.models.map((model) => model.key));
  for (const model of source.models) {
    const setting = settingOf(model, source.config.models, keys);
    if (setting) settings.set(model, setting);
  }
  return settings;
}

function settingOf(
  model: Model,
  settings: RoutingConfig["models"],
  keys?: ReadonlySet<string>,
): ModelSetting | undefined {
  if (Object.hasOwn(settings, model.key)) return settings[model.key];
  for (const name of [`${model.provider}/${model.key}`, `${model.provider}/${model.id}`])
    if (Object.hasOwn(settings, name)) return settings[name];
  for (const name of [model.id, ...(model.aliases ?? [])])
    if (Object.hasOwn(settings, name) && !keys?.has(name)) return settings[name];
  return undefined;
}

const QUARTER_HOUR = 900_000;

/** Looks prices up anew where a quarter of an hour has begun: they change by the day and by the hour. */
function refreshRates(snapshot: Snapshot, now: number): void {
  const quarter = Math.floor(now / QUARTER_HOUR);
  if (snapshot.ratesOf === quarter) return;
  snapshot.ratesOf = quarter;
  // A model may have been retired meanwhile.
  snapshot.forgetNames();
  for (const row of snapshot.byKey.values()) row.rates = ratesAt(row.model, now);
}
