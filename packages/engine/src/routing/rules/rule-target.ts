import {
  CLOUD_PROVIDERS,
  LOCAL_PROVIDERS,
  PROVIDER_NAMES,
  type Catalogue,
  type Model,
} from "@ai-orchestrator/contract";
import { familyVersion } from "../capability/family-version.ts";
import { FAMILY_PROVIDERS } from "./rule-lexicon.ts";

/** Models a rule names, as names or `provider/*`, or what stood in the way. */
export type TargetReading = { readonly models: readonly string[] } | { readonly problem: string };

/** Reads the models or providers of a rule: "codestral", "claude", "xai", "mistral or deepseek". */
export function readTarget(target: string, catalogue: Catalogue): TargetReading {
  const items = target
    .trim()
    .replace(/[.!]+$/u, "")
    .split(/\s*(?:,|;|\bthen\b|\bor\b|\band\b)\s*/iu)
    .filter((item) => item !== "");
  if (items.length === 0) return { problem: "no model is named" };
  const models: string[] = [];
  for (const item of items) {
    const read = readOne(item, catalogue);
    if ("problem" in read) return read;
    models.push(...read.models);
  }
  return { models: [...new Set(models)] };
}

function readOne(item: string, catalogue: Catalogue): TargetReading {
  const name = item
    .toLowerCase()
    .replace(/^(?:the |a |an )/u, "")
    .replace(/(?: models?| provider)$/u, "")
    .trim();
  const provider = providerNamed(name, catalogue);
  if (provider !== undefined) return { models: [`${provider}/*`] };
  const family = FAMILY_PROVIDERS[name];
  if (family !== undefined) return { models: family };
  if (name.endsWith("/*") && providerNamed(name.slice(0, -2), catalogue) !== undefined) return { models: [name] };
  try {
    catalogue.resolve(name);
    return { models: [name] };
  } catch (error) {
    return partOfName(name, catalogue, error instanceof Error ? suggestionOf(error) : undefined);
  }
}

function suggestionOf(error: Error): string | undefined {
  return "suggestion" in error && typeof error.suggestion === "string" ? error.suggestion : undefined;
}

function providerNamed(name: string, catalogue: Catalogue): string | undefined {
  const known = [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS].find(
    (id) => id === name || PROVIDER_NAMES[id].toLowerCase() === name,
  );
  return known ?? catalogue.all().find((model) => model.provider === name)?.provider;
}

/** "sonnet", "opus 5.5": the newest model of the one line whose key holds all the words. */
function partOfName(name: string, catalogue: Catalogue, suggestion: string | undefined): TargetReading {
  const words = name.split(/[\s-]+/u).filter((word) => word !== "");
  const hits = catalogue
    .all()
    .filter(
      (model) =>
        model.retired === undefined &&
        (model.kind ?? "chat") === "chat" &&
        words.every((word) => model.key.includes(word)),
    );
  if (words.length === 0 || hits.length === 0)
    return { problem: `no model or provider is called “${name}”${suggestion === undefined ? "" : ` (${suggestion})`}` };
  const lines = new Set(hits.map(lineOf));
  if (lines.size > 1)
    return {
      problem: `“${name}” could be ${hits
        .slice(0, 4)
        .map((model) => model.key)
        .join(", ")}`,
    };
  const newest = hits.reduce((a, b) => ((familyVersion(b)?.version ?? 0) > (familyVersion(a)?.version ?? 0) ? b : a));
  return { models: [newest.key] };
}

function lineOf(model: Model): string {
  return familyVersion(model)?.line ?? model.key;
}
