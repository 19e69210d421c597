import type { Reason } from "@ai-orchestrator/contract";
import { sigmoid, logit } from "../capability/capability-table.ts";
import { points, type Choice } from "../decide/choose.ts";
import type { Prepared } from "../decide/prepare-decision.ts";
import { utility, type Weighed } from "../decide/weigh.ts";

/** Another model tried on purpose, to learn. */
export interface Trial {
  readonly model: Weighed;
  readonly reason: Reason;
}

/** Nothing is tried before the user has given this many ratings: who rates nothing teaches nothing. */
const ENGAGED = 10;
/** Never more than this share of turns, whatever config says. */
const MOST = 0.05;
/** A trial may cost this many times the choice, and this many dollars at most. */
const COST_RATIO = 2;
const COST_LIMIT = 0.02;

/**
 * Sometimes tries another model within the margin of the choice (Thompson sampling over skill). Never for pinned,
 * private, incognito, budgeted or staying turns, never a dearer model, and only where learning is on.
 */
export function explore(prepared: Prepared, choice: Choice): Trial | undefined {
  const { input, constraints, facts } = prepared;
  const { random, config } = input;
  if (
    random === undefined ||
    input.learned?.enabled !== true ||
    input.learned.events < ENGAGED ||
    choice.decidedBy === "stay"
  )
    return undefined;
  if (constraints.localOnly || facts.incognito || prepared.privacy !== undefined || constraints.maxUsd !== undefined)
    return undefined;
  if (random() >= Math.min(MOST, config.explorationShare)) return undefined;
  const setting = config.dials[prepared.dial];
  const floor = utility(choice.chosen, setting) - choice.margin;
  const band = prepared.field.all.weighed.filter(
    (weighed) => utility(weighed, setting) >= floor && isCheap(weighed, choice.chosen),
  );
  const sampled = band.map((weighed) => ({ weighed, value: sample(weighed, prepared, random) }));
  const best = sampled.reduce<{ weighed: Weighed; value: number } | undefined>(
    (a, b) => (a === undefined || b.value > a.value ? b : a),
    undefined,
  );
  if (best === undefined || best.weighed === choice.chosen) return undefined;
  const text = `trying ${best.weighed.row.key} instead of ${choice.chosen.row.key} to learn from your rating: it is within ${points(choice.margin)}`;
  return { model: best.weighed, reason: { stage: "score", text } };
}

function isCheap(weighed: Weighed, chosen: Weighed): boolean {
  const { rates } = weighed.row;
  if (!rates.known) return false;
  const usd = weighed.inputTokens * rates.input + weighed.outputTokens * rates.output;
  return usd <= COST_LIMIT && weighed.cents <= Math.max(COST_RATIO * chosen.cents, 0.01);
}

/** Utility with a skill drawn from its distribution (Box–Muller). */
function sample(weighed: Weighed, prepared: Prepared, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sigma = weighed.row.capability.sigma[0] ?? 0.5;
  const quality = sigmoid(logit(weighed.quality) + sigma * normal);
  return utility({ ...weighed, quality }, prepared.input.config.dials[prepared.dial]);
}
