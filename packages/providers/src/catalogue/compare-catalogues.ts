import type { Model } from "@ai-orchestrator/contract";
import { priceAt } from "./price-usage.ts";

/** What differs between the catalogue in use and a new one. */
export interface CatalogueChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** One line a model: `gpt-6-sol: input 2 → 1.5`. */
  readonly repriced: readonly string[];
  /** Why the new one cannot be right; absent where it can. */
  readonly implausible?: string;
}

/** Of the models priced before, the share that may lose its price or change it tenfold before we doubt the source. */
const MOST_DOUBTFUL = 0.1;
const TENFOLD = 10;

interface Dated {
  readonly asOf: string;
  readonly models: readonly Model[];
}

/** What a person is told after a refresh, and whether the new data may be believed at all. */
export function compareCatalogues(before: Dated, after: Dated): CatalogueChanges {
  const old = new Map(before.models.map((model) => [model.key, model]));
  const fresh = new Map(after.models.map((model) => [model.key, model]));
  const repriced: string[] = [];
  const doubtful: string[] = [];
  let priced = 0;
  for (const [key, model] of old) {
    const was = priceAt(model, Date.parse(after.asOf));
    if (was === undefined || model.local) continue;
    priced += 1;
    const next = fresh.get(key);
    const now = next === undefined ? undefined : priceAt(next, Date.parse(after.asOf));
    const changes = (["input", "output"] as const).filter((rate) => was[rate] !== now?.[rate]);
    if (changes.length > 0)
      repriced.push(
        `${key}: ${changes.map((rate) => `${rate} ${was[rate] ?? "unknown"} → ${now?.[rate] ?? "unknown"}`).join(", ")}`,
      );
    if (changes.some((rate) => isDoubtful(was[rate], now?.[rate]))) doubtful.push(key);
  }
  return {
    added: [...fresh.keys()].filter((key) => !old.has(key)),
    removed: [...old.keys()].filter((key) => !fresh.has(key)),
    repriced,
    ...(doubtful.length > Math.max(3, priced * MOST_DOUBTFUL)
      ? {
          implausible: `${doubtful.length} of ${priced} prices vanished or changed tenfold (${doubtful.slice(0, 3).join(", ")}, …), which the sources would hardly mean`,
        }
      : {}),
  };
}

function isDoubtful(was: number | undefined, now: number | undefined): boolean {
  if (was === undefined) return false;
  if (now === undefined) return true;
  return now > was * TENFOLD || now * TENFOLD < was;
}
