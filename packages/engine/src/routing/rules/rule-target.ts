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

/** What a rule may name. */
export interface RuleNames {
  /** Models that are known whatever runs: a rule must not become unclear because a server is down. */
  readonly catalogue: Catalogue;
  /** The user's own endpoints. */
  readonly endpoints?: readonly string[];
}

/** Reads the models or providers of a rule: "codestral", "claude", "xai", "mistral or deepseek", "ollama/qwen3:4b". */
export function readTarget(target: string, names: RuleNames): TargetReading {
  const items = target
    .trim()
    .replace(/[.!]+$/u, "")
    .split(/\s*(?:,|;|\bthen\b|\bor\b|\band\b)\s*/iu)
    .filter((item) => item !== "");
  if (items.length === 0) return { problem: "no model is named" };
  const models: string[] = [];
  for (const item of items) {
    const read = readOne(item, names);
    if ("problem" in read) return read;
    models.push(...read.models);
  }
  return { models: [...new Set(models)] };
}

function readOne(item: string, names: RuleNames): TargetReading {
  const { catalogue } = names;
  const asWritten = item
    .replace(/^(?:the |a |an )/iu, "")
    .replace(/(?: models?| provider)$/iu, "")
    .trim();
  const name = asWritten.toLowerCase();
  const provider = providerNamed(name, names);
  if (provider !== undefined) return { models: [`${provider}/*`] };
  const family = FAMILY_PROVIDERS[name];
  if (family !== undefined) return { models: family };
  if (name.endsWith("/*") && providerNamed(name.slice(0, -2), names) !== undefined) return { models: [name] };
  if (isServedByName(asWritten, names)) return { models: [asWritten] };
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

/** `ollama/qwen3:4b`, `work/tiny`: only the server knows what it serves, and it may be down now. */
function isServedByName(name: string, { endpoints = [] }: RuleNames): boolean {
  const slash = name.indexOf("/");
  const provider = name.slice(0, slash).toLowerCase();
  if (slash < 1 || slash === name.length - 1 || /\s/u.test(name)) return false;
  return [...LOCAL_PROVIDERS, ...endpoints].some((id) => id.toLowerCase() === provider);
}

function providerNamed(name: string, { catalogue, endpoints = [] }: RuleNames): string | undefined {
  const known = [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS].find(
    (id) => id === name || PROVIDER_NAMES[id].toLowerCase() === name,
  );
  const own = endpoints.find((id) => id.toLowerCase() === name);
  return known ?? own ?? catalogue.all().find((model) => model.provider === name)?.provider;
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
