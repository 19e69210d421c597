import type { Model } from "@ai-orchestrator/contract";

/** Lower-case names to models, one map for each way to name one; the order of the fields is the order of precedence. */
export interface NameIndex {
  readonly keys: ReadonlyMap<string, readonly Model[]>;
  readonly aliases: ReadonlyMap<string, readonly Model[]>;
  readonly ids: ReadonlyMap<string, readonly Model[]>;
  /** `provider/key`, `provider/alias` and `provider/id`. */
  readonly qualified: ReadonlyMap<string, readonly Model[]>;
}

/** All names of all models. */
export function indexNames(models: readonly Model[]): NameIndex {
  const index = {
    keys: new Map<string, Model[]>(),
    aliases: new Map<string, Model[]>(),
    ids: new Map<string, Model[]>(),
    qualified: new Map<string, Model[]>(),
  };
  for (const model of models) {
    const aliases = model.aliases ?? [];
    add(index.keys, model.key, model);
    for (const alias of aliases) add(index.aliases, alias, model);
    add(index.ids, model.id, model);
    const ownNames = new Set([model.key, ...aliases, model.id, bareKey(model)]);
    for (const name of ownNames) add(index.qualified, `${model.provider}/${name}`, model);
  }
  return index;
}

/** `vertex-gemini-3-pro` without the prefix that only tells the provider: `vertex-ai/gemini-3-pro` names it too. */
function bareKey({ key, provider }: Model): string {
  const prefix = `${provider === "vertex-ai" ? "vertex" : provider}-`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

function add(map: Map<string, Model[]>, name: string, model: Model): void {
  const lower = name.toLowerCase();
  const found = map.get(lower);
  if (found === undefined) map.set(lower, [model]);
  else if (!found.includes(model)) found.push(model);
}
