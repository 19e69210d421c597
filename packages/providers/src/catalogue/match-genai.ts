import type { GenaiMatch, GenaiModel } from "./source-models.ts";

const LONGEST_PATTERN = 120;
const MOST_OPEN_REPETITIONS = 2;

/** The first entry of genai-prices that covers an id, as the library itself looks it up. */
export function findGenaiModel(models: readonly GenaiModel[], id: string): GenaiModel | undefined {
  const wanted = id.toLowerCase();
  return models.find((model) => covers(model.match, wanted));
}

function covers(match: GenaiMatch, id: string): boolean {
  if ("or" in match) return match.or.some((part) => covers(part, id));
  if ("and" in match) return match.and.every((part) => covers(part, id));
  if ("equals" in match) return id === match.equals.toLowerCase();
  if ("starts_with" in match) return id.startsWith(match.starts_with.toLowerCase());
  if ("ends_with" in match) return id.endsWith(match.ends_with.toLowerCase());
  if ("contains" in match) return id.includes(match.contains.toLowerCase());
  return isHarmless(match.regex) && new RegExp(match.regex).test(id);
}

/**
 * A refreshed file comes from the network: a pattern may not be able to stall us. No repeated groups and at
 * most two open repetitions leave at worst quadratic time over an id of a hundred characters.
 */
function isHarmless(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN || /\)[*+{?]|\\[1-9kpP]/.test(pattern)) return false;
  if ((pattern.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0) > MOST_OPEN_REPETITIONS) return false;
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
