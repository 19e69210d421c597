import {
  OrchestratorError,
  type Catalogue,
  type Cost,
  type Model,
  type ResolvedModel,
  type Usage,
} from "@ai-orchestrator/contract";

/** A catalogue over given models, as the port describes it; small enough to read, for routing's own tests. */
export function testCatalogue(models: readonly Model[], today: string): Catalogue {
  const byKey = new Map(models.map((model) => [model.key, model]));
  return {
    all: () => models,
    get: (key) => byKey.get(key),
    resolve: (name, usable = () => false) => resolve(name, { models, byKey, usable, today }),
    price,
  };
}

interface Context {
  readonly models: readonly Model[];
  readonly byKey: ReadonlyMap<string, Model>;
  readonly usable: (provider: string) => boolean;
  readonly today: string;
}

function resolve(name: string, context: Context): ResolvedModel {
  const wanted = name.toLowerCase();
  const found = named(wanted, context);
  const vertex = context.byKey.get(`vertex-${wanted.replace(/-preview$/u, "")}`);
  const all =
    vertex !== undefined && /^gemini-3-(?:pro|flash)/u.test(wanted) && !found.includes(vertex)
      ? [vertex, ...found]
      : found;
  if (all.length === 0) throw new OrchestratorError("unknown_model", `No model is called "${name}".`);
  const ranked = all.toSorted((a, b) => Number(context.usable(b.provider)) - Number(context.usable(a.provider)));
  const living = ranked.map((model) => successor(model, context));
  const [first] = living;
  const [asked] = ranked;
  if (first === undefined || asked === undefined)
    throw new OrchestratorError("unknown_model", `No model is called "${name}".`);
  const notice = first === asked ? {} : { notice: `${asked.key} is retired; using ${first.key}.` };
  return { model: first, alternatives: [...new Set(living.slice(1))].filter((model) => model !== first), ...notice };
}

function named(name: string, { models, byKey }: Context): Model[] {
  const exact = byKey.get(name);
  if (exact !== undefined) return [exact];
  const aliased = models.filter((model) => model.aliases?.includes(name));
  if (aliased.length > 0) return aliased;
  return models.filter(
    (model) =>
      model.id.toLowerCase() === name ||
      `${model.provider}/${model.key}` === name ||
      `${model.provider}/${model.id}`.toLowerCase() === name,
  );
}

function successor(model: Model, context: Context): Model {
  let current = model;
  while (current.retired !== undefined && current.retired <= context.today) {
    const next = context.byKey.get(current.successor ?? "");
    if (next === undefined) throw new OrchestratorError("unknown_model", `${model.key} is retired.`);
    current = next;
  }
  return current;
}

function price(model: Model, usage: Usage, at: number): Cost {
  const day = new Date(at).toISOString().slice(0, 10);
  const entry = model.prices.find(({ from = "", until }) => from <= day && (until === undefined || day < until));
  if (entry?.input === undefined || entry.output === undefined) return { usd: null };
  const tier = entry.tiers?.findLast(({ above }) => above < usage.inputTokens);
  const input = tier?.input ?? entry.input;
  const cacheRead = tier?.cacheRead ?? entry.cacheRead ?? input;
  const fresh = usage.inputTokens - usage.cacheReadTokens;
  return {
    usd:
      (fresh * input + usage.cacheReadTokens * cacheRead + usage.outputTokens * (tier?.output ?? entry.output)) / 1e6 +
      (entry.requestsPer1k ?? 0) / 1000,
  };
}
