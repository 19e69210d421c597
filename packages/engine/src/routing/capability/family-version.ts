import type { Model } from "@ai-orchestrator/contract";

/** Where a model stands among the versions of its line. */
export interface FamilyVersion {
  /** The line without its version, within a provider: `anthropic claude-opus`. */
  readonly line: string;
  readonly version: number;
}

/** Reads line and version off a key (`claude-opus-4.8`, `gpt-5.6-sol`, `kimi-k2.6`); undefined without a version. Sizes (`27b`) are not versions. */
export function familyVersion(model: Pick<Model, "key" | "provider">): FamilyVersion | undefined {
  const found = /(\d+(?:\.\d+)?)(?![\d.]*b(?![a-z]))/u.exec(model.key);
  if (found === null) return undefined;
  const line = (model.key.slice(0, found.index) + model.key.slice(found.index + found[0].length))
    .replace(/-+/gu, "-")
    .replace(/-$/u, "");
  return { line: `${model.provider} ${line}`, version: Number(found[1]) };
}

/** How many newer versions of its line a catalogue holds, by model key. */
export function versionsBehind(models: readonly Model[]): ReadonlyMap<string, number> {
  const lines = new Map<string, Set<number>>();
  const own = models.map((model) => ({ key: model.key, family: familyVersion(model) }));
  for (const { family } of own) {
    if (family === undefined) continue;
    const versions = lines.get(family.line) ?? new Set();
    lines.set(family.line, versions.add(family.version));
  }
  const behind = new Map<string, number>();
  for (const { key, family } of own) {
    if (family === undefined) continue;
    const newer = [...(lines.get(family.line) ?? [])].filter((version) => version > family.version);
    behind.set(key, newer.length);
  }
  return behind;
}
