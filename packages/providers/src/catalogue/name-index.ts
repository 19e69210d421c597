import type { Model } from "@ai-orchestrator/contract";

/** Lower-case names to models, one map for each way to name one; the order of the fields is the order of precedence. */
export interface NameIndex {
  readonly keys: ReadonlyMap<string, readonly Model[]>;
  readonly aliases: ReadonlyMap<string, readonly Model[]>;
  readonly ids: ReadonlyMap<string, readonly Model[]>;
  /** Models by `provider/name`, the name being a key, an alias or an id. */
  findQualified(name: string): readonly Model[];
  /** All names of the form `provider/key`. */
  qualifiedKeys(): readonly string[];
}

/** All names of all models. */
export function indexNames(models: readonly Model[]): NameIndex {
  const keys = new Map<string, Model[]>();
  const aliases = new Map<string, Model[]>();
  const ids = new Map<string, Model[]>();
  for (const model of models) {
    add(keys, model.key, model);
    for (const alias of model.aliases ?? []) add(aliases, alias, model);
    add(ids, model.id, model);
  }
  return {
    keys,
    aliases,
    ids,
    findQualified: (name) => models.filter((model) => isNamed(model, name)),
    qualifiedKeys: () => models.map((model) => `${model.provider}/${bareKey(model)}`.toLowerCase()),
  };
}

function isNamed(model: Model, name: string): boolean {
  const prefix = `${model.provider}/`;
  if (!name.startsWith(prefix)) return false;
  const rest = name.slice(prefix.length);
  return [model.key, bareKey(model), model.id, ...(model.aliases ?? [])].some((each) => each.toLowerCase() === rest);
}

/** `vertex-gemini-3-pro` without the prefix that only tells the provider: `vertex-ai/gemini-3-pro` names it too. */
function bareKey({ key, provider }: Model): string {
  const marks = [provider === "vertex-ai" ? "vertex-" : `${provider}-`, `${provider}/`];
  const mark = marks.find((each) => key.startsWith(each));
  return mark === undefined ? key : key.slice(mark.length);
}

function add(map: Map<string, Model[]>, name: string, model: Model): void {
  const lower = name.toLowerCase();
  const found = map.get(lower);
  if (found === undefined) map.set(lower, [model]);
  else if (!found.includes(model)) found.push(model);
}
