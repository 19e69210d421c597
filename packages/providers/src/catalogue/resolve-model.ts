import { nearestNames, OrchestratorError, type Model, type ResolvedModel } from "@ai-orchestrator/contract";
import type { NameIndex } from "./name-index.ts";

/** What resolving needs to know besides the name. */
export interface ResolveContext {
  readonly index: NameIndex;
  readonly byKey: ReadonlyMap<string, Model>;
  /** Whether a provider may be preferred: it has a credential and is allowed. */
  readonly usable: (provider: string) => boolean;
  /** ISO date. */
  readonly today: string;
}

/** Both name the same models on Google's two platforms; a Vertex subscription has the higher limits. */
const VERTEX_FIRST: Readonly<Record<string, string>> = {
  "gemini-3-pro": "vertex-gemini-3-pro",
  "gemini-3-pro-preview": "vertex-gemini-3-pro",
  "gemini-3-flash": "vertex-gemini-3-flash",
  "gemini-3-flash-preview": "vertex-gemini-3-flash",
};

/**
 * The model a name stands for: exact key, alias, provider's id, `provider/name`, in this order, ignoring case.
 * Of several with the same id a usable provider comes first. A retired model gives way to its successor, with a
 * notice. Throws `unknown_model` with the nearest names, or for a retired model that nothing replaces.
 */
export function resolveModel(name: string, context: ResolveContext): ResolvedModel {
  const found = findByName(name.trim().toLowerCase(), context);
  if (found.length === 0) throw unknownModel(name, context.index);
  const followed = found.map((model) => followSuccessors(model, context));
  const [first, ...others] = preferLiving(followed);
  if (first === undefined) throw retiredWithoutSuccessor(found);
  return {
    model: first.model,
    alternatives: [...new Set(others.map((other) => other.model))].filter((model) => model !== first.model),
    ...(first.notice === undefined ? {} : { notice: first.notice }),
  };
}

function findByName(name: string, { index, byKey, usable }: ResolveContext): readonly Model[] {
  const found = index.keys.get(name) ?? index.aliases.get(name) ?? index.ids.get(name) ?? index.findQualified(name);
  const onVertex = byKey.get(VERTEX_FIRST[name] ?? "");
  const both = onVertex === undefined ? found : [...found.filter((model) => model !== onVertex), onVertex];
  // A key is exact: what else serves that name comes after it, whoever is usable.
  if (index.keys.has(name) && onVertex === undefined) return [...new Set([...found, ...(index.ids.get(name) ?? [])])];
  const rank = (model: Model): number =>
    usable(model.provider) ? (model === onVertex ? 0 : 1) : model === onVertex ? 3 : 2;
  return both.toSorted((a, b) => rank(a) - rank(b));
}

interface Followed {
  readonly model: Model;
  readonly notice?: string;
  readonly isRetired: boolean;
}

function followSuccessors(model: Model, { byKey, today }: ResolveContext): Followed {
  const seen = new Set<Model>();
  let current = model;
  while (isRetired(current, today) && !seen.has(current)) {
    seen.add(current);
    const next = byKey.get(current.successor ?? "");
    if (next === undefined) break;
    current = next;
  }
  if (isRetired(current, today)) return { model, isRetired: true };
  if (current === model) return { model, isRetired: false };
  return {
    model: current,
    isRetired: false,
    notice: `${model.key} is retired since ${model.retired}; using ${current.key}.`,
  };
}

function isRetired({ retired }: Model, today: string): boolean {
  return retired !== undefined && retired <= today;
}

function preferLiving(followed: readonly Followed[]): readonly Followed[] {
  return followed.filter(({ isRetired: isGone }) => !isGone);
}

function retiredWithoutSuccessor(found: readonly Model[]): OrchestratorError {
  const [model] = found;
  return new OrchestratorError(
    "unknown_model",
    `${model?.key} is retired since ${model?.retired} and nothing replaces it.`,
    {
      suggestion: "Choose another model: aio models list",
    },
  );
}

/** Suggests keys: whoever mistypes an alias is told the name the lists show. */
function unknownModel(name: string, index: NameIndex): OrchestratorError {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  const names = new Map<string, string>();
  for (const map of [index.keys, index.aliases, index.ids]) {
    for (const [known, [model]] of map) if (model !== undefined && !names.has(known)) names.set(known, model.key);
  }
  if (name.includes("/"))
    for (const known of index.qualifiedKeys()) names.set(known, index.findQualified(known)[0]?.key ?? known);
  const nearest = [...new Set(nearestNames(name, names.keys(), 8).map((known) => names.get(known) ?? known))].slice(
    0,
    3,
  );
  return new OrchestratorError("unknown_model", `No model is called ${JSON.stringify(shown)}.`, {
    suggestion: nearest.length === 0 ? "List all models: aio models list" : `Did you mean ${nearest.join(", ")}?`,
    details: { nearest },
  });
}
