import type { Modality, Model, ModelTier, Price, ProviderId } from "@ai-orchestrator/contract";
import type { CuratedCatalogue, CuratedModel, Family, FamilyFacts } from "./curated-catalogue.ts";
import { findPrices } from "./find-prices.ts";
import { priceAt } from "./price-usage.ts";
import { SOURCE_PROVIDERS, type CatalogueSources, type ModelsDevModel } from "./source-models.ts";

/** Everything a catalogue file holds. */
export interface CatalogueFile {
  readonly version: 1;
  /** ISO date up to which retirements and prices are known. */
  readonly asOf: string;
  /** Labels of the sources it was built from. */
  readonly sources: readonly string[];
  readonly models: readonly Model[];
}

/**
 * Our models with the prices of both sources. genai-prices wins where it knows a model, since it knows days, hours
 * and tiers; then our own entry; then models.dev. `disputed` tells what models.dev says else. A model that only models.dev lists is added when it
 * says enough about it. In an order that two builds from the same data share.
 */
export function mergeCatalogue(curated: CuratedCatalogue, sources: CatalogueSources): CatalogueFile {
  const named = curated.models.map((entry) => completeModel(entry, curated, sources));
  const added = findNewModels(named, curated, sources);
  return {
    version: 1,
    asOf: [curated.asOf, sources.modelsDev.date, sources.genai.date].toSorted().at(-1) ?? curated.asOf,
    sources: [sources.genai.label, sources.modelsDev.label],
    models: [...named, ...added].toSorted(byProviderAndAge),
  };
}

function completeModel(entry: CuratedModel, curated: CuratedCatalogue, sources: CatalogueSources): Model {
  const listed = sources.modelsDev.providers.get(entry.provider)?.find((model) => model.id === entry.id);
  const family = findFamily(curated.families, entry.provider, entry.id);
  const kind = entry.kind ?? family?.kind;
  const priced = findPrices({ ...entry, kind }, listed, sources);
  const base = {
    ...(family === undefined ? {} : factsOf(family)),
    ...(listed === undefined ? {} : readFacts(listed)),
    ...entry,
  };
  return finishModel({ asOf: priced.asOf ?? curated.asOf, ...base, ...priced }, curated.asOf);
}

/** Models the sources list and we do not name, as far as models.dev describes them fully. */
function findNewModels(named: readonly Model[], curated: CuratedCatalogue, sources: CatalogueSources): Model[] {
  const taken = new Set(
    named.flatMap((model) => [model.id, ...(model.aliases ?? [])].map((name) => `${model.provider}/${name}`)),
  );
  const keys = new Set(named.flatMap((model) => [model.key, ...(model.aliases ?? [])]));
  const found: Model[] = [];
  for (const [provider, models] of sources.modelsDev.providers) {
    for (const listed of models) {
      const key = keyFor(provider, listed.id);
      const family = findFamily(curated.families, provider, listed.id);
      if (taken.has(`${provider}/${listed.id}`) || keys.has(key) || family?.skip === true || !isDescribed(listed))
        continue;
      keys.add(key);
      const facts = { ...(family === undefined ? {} : factsOf(family)), ...readFacts(listed) };
      found.push(
        finishModel(
          {
            ...facts,
            key,
            provider,
            id: listed.id,
            asOf: sources.modelsDev.date,
            ...findPrices({ provider, id: listed.id, kind: facts.kind }, listed, sources),
          },
          curated.asOf,
        ),
      );
    }
  }
  return found;
}

/** Text comes out, and the facts a router decides on are there. */
function isDescribed({ modalities, limit, tool_call, status }: ModelsDevModel): boolean {
  return (
    modalities?.output?.length === 1 &&
    modalities.output[0] === "text" &&
    modalities.input?.includes("text") === true &&
    (limit?.context ?? 0) > 0 &&
    (limit?.output ?? 0) > 0 &&
    tool_call !== undefined &&
    status !== "deprecated"
  );
}

/** Our key for a provider's id: the id, dotted versions for Claude, a prefix where several serve one id. */
export function keyFor(provider: string, id: string): string {
  const bare = id.slice(id.lastIndexOf("/") + 1);
  if (provider === "anthropic") return bare.replace(/-(\d)-(\d)(?=$|-)/, "-$1.$2");
  if (provider === "vertex-ai") return `vertex-${bare.replace(/-preview$/, "")}`;
  if (provider === "google") return bare.replace(/-preview$/, "");
  return provider === "groq" || provider === "perplexity" ? `${provider}-${bare}` : bare;
}

function findFamily(families: readonly Family[], provider: string, id: string): Family | undefined {
  return families.find((family) => family.provider === provider && new RegExp(family.match).test(id));
}

function factsOf({ provider: _provider, match: _match, skip: _skip, ...facts }: Family): FamilyFacts {
  return facts;
}

const MODALITIES = new Set<string>(["text", "image", "audio", "video", "pdf"]);

function readFacts(listed: ModelsDevModel): Partial<Model> {
  const facts = {
    name: listed.name,
    contextWindow: listed.limit?.context || undefined,
    maxOutput: listed.limit?.output || undefined,
    input: readModalities(listed.modalities?.input),
    output: readModalities(listed.modalities?.output),
    tools: listed.tool_call,
    reasoning: listed.reasoning,
    structuredOutput: listed.structured_output,
    temperature: listed.temperature,
    released: listed.release_date,
    knowledge: listed.knowledge,
    openWeights: listed.open_weights,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Model>;
}

function readModalities(names: readonly string[] | undefined): Modality[] | undefined {
  const known = names?.filter((name): name is Modality => MODALITIES.has(name)) ?? [];
  return known.length === 0 ? undefined : known;
}

type Unfinished = Partial<Model> & {
  readonly key: string;
  readonly provider: ProviderId;
  readonly id: string;
  readonly asOf: string;
  readonly prices: readonly Price[];
};

/** Order of the fields in the file. */
const FIELDS: readonly (keyof Model)[] = [
  ...(["key", "name", "provider", "id", "aliases", "contextWindow", "maxOutput", "input", "output"] as const),
  ...(["tools", "reasoning", "webSearch", "structuredOutput", "temperature"] as const),
  ...(["released", "knowledge", "deprecated", "retired", "successor", "openWeights", "local", "tier", "kind"] as const),
  ...(["prices", "priceSource", "asOf", "disputed", "bestFor"] as const),
];

/** Nothing is guessed upwards: what no one says a model can do, it cannot. */
function finishModel(model: Unfinished, today: string): Model {
  const complete: Model = {
    name: model.key,
    contextWindow: 8192,
    maxOutput: 4096,
    input: ["text"],
    output: ["text"],
    tools: false,
    reasoning: false,
    webSearch: false,
    openWeights: false,
    local: false,
    tier: tierFor(model.id, priceAt(model, Date.parse(today))),
    ...model,
  };
  return Object.fromEntries(
    FIELDS.flatMap((field) => (complete[field] === undefined ? [] : [[field, complete[field]]])),
  ) as unknown as Model;
}

/** What a provider asks for an answer says where it places a model; small ones often say so in the name. */
function tierFor(id: string, price: Price | undefined): ModelTier {
  if (/nano|lite|tiny|\b[1-9]b\b/.test(id)) return "small";
  const output = price?.output;
  if (output === undefined) return "medium";
  if (output <= 0.8) return "small";
  if (output <= 5) return "medium";
  return output <= 18 ? "large" : "frontier";
}

/** Providers in our own order; of each, what answers in text first, then the newest. */
function byProviderAndAge(a: Model, b: Model): number {
  const order = Object.keys(SOURCE_PROVIDERS);
  const rank = ({ provider }: Model): number => (order.includes(provider) ? order.indexOf(provider) : order.length);
  const age = (model: Model): string => `${model.kind === undefined ? 1 : 0}${model.released ?? ""}`;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (age(a) !== age(b)) return age(a) > age(b) ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}
