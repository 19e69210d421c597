import { TASKS, type Model, type Task } from "@ai-orchestrator/contract";
import { providerLeaning } from "./provider-leanings.ts";
import { BENCHMARKS, PUBLIC_RESULTS, type Benchmark, type Evidence, type PublicResult } from "./public-results.ts";
import { PRIOR_SIGMA, REASONING_GAIN, TIER_PRICE, TIER_SKILL, TIER_WEIGHT } from "./tier-priors.ts";

/** What is believed about a model before the user's own ratings: by task, in the order of `TASKS`, in logits above a small model. */
export interface Capability {
  readonly mean: Float64Array;
  readonly sigma: Float64Array;
  /** Mean over the text tasks that need no tool: the model's general standing. */
  readonly general: number;
  /** e^−general, so that a general success needs no exponential a turn. */
  readonly generalOdds: number;
}

/** Tasks every chat model attempts; the general standing is their mean. */
const GENERAL_TASKS: readonly Task[] = [
  "code",
  "math",
  "reasoning",
  "writing",
  "summarization",
  "extraction",
  "translation",
  "knowledge",
  "roleplay",
  "chat",
];

/** Standard deviation of what a benchmark tells about real use, in logits, by how its figure is known. */
const BENCHMARK_SIGMA: Readonly<Record<Evidence, number>> = { cited: 0.6, estimate: 0.75 };

/** What an older version of a line lacks, a newer one of the same price being there. */
const STEP_BEHIND = 0.08;

/**
 * The capability of a model from catalogue facts and public results, shrunk to the mean of its tier. A new model needs
 * no code. `behind` is how many newer versions of its line there are.
 */
export function capabilityOf(model: Model, behind: number = 0): Capability {
  const mean = new Float64Array(TASKS.length);
  const sigma = new Float64Array(TASKS.length).fill(PRIOR_SIGMA);
  const standing =
    TIER_SKILL[model.tier] +
    sizeOffset(model) +
    priceOffset(model) +
    ageOffset(model) -
    STEP_BEHIND * Math.min(5, behind) -
    (isDeprecated(model) ? 0.3 : 0);
  for (const [t, task] of TASKS.entries()) {
    mean[t] =
      standing * TIER_WEIGHT[task] +
      (model.reasoning ? REASONING_GAIN[task] : 0) +
      providerLeaning(model.provider, task) +
      specialty(model, task);
  }
  for (const result of publicResultsOf(model)) shrinkTowards(result, mean, sigma);
  const general = generalStanding(mean);
  return { mean, sigma, general, generalOdds: Math.exp(-general) };
}

/** The published figures that speak about a model: those of its longest matching family. */
export function publicResultsOf(model: Model): readonly PublicResult[] {
  const names = [bareName(model.key), bareName(model.id)];
  const matching = PUBLIC_RESULTS.filter((result) => names.some((name) => isOfFamily(name, result.family)));
  const longest = Math.max(0, ...matching.map((result) => result.family.length));
  return matching.filter((result) => result.family.length === longest);
}

/** A dated or suffixed build is of the family (`-preview`, `-20251101`, `-versatile`), a named sibling (`-mini`, `.2`) is not. */
function isOfFamily(name: string, family: string): boolean {
  if (!name.startsWith(family)) return false;
  const rest = name.slice(family.length);
  return rest === "" || /^[-:](?:preview|latest|instruct|versatile|it|\d{4,}|\d+bit|17b|a\d+b|thinking$)/u.test(rest);
}

function bareName(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/^.*\//u, "")
    .replace(/^(?:vertex|groq|mlx|perplexity)-/u, "");
  return bare.replace(/-(\d)-(\d)(?=-|$)/u, "-$1.$2");
}

function shrinkTowards(result: PublicResult, mean: Float64Array, sigma: Float64Array): void {
  const benchmark: Benchmark = BENCHMARKS[result.benchmark];
  const low = logit(benchmark.small);
  // Nearly full at the top and nearly empty at the bottom, a test tells no more than that a model stands there.
  const share = Math.max(-0.5, Math.min(1, (logit(result.score) - low) / (logit(benchmark.frontier) - low)));
  for (const [task, weight] of Object.entries(benchmark.tasks) as [Task, number][]) {
    const t = TASKS.indexOf(task);
    const observed = share * TIER_SKILL.frontier * TIER_WEIGHT[task];
    const priorPrecision = 1 / (sigma[t] ?? PRIOR_SIGMA) ** 2;
    const precision = weight / BENCHMARK_SIGMA[result.evidence] ** 2;
    mean[t] = ((mean[t] ?? 0) * priorPrecision + observed * precision) / (priorPrecision + precision);
    sigma[t] = Math.sqrt(1 / (priorPrecision + precision));
  }
}

/** Open models name their size; a local 4B is weaker than a cloud provider's small model, a 70B stronger. */
function sizeOffset(model: Model): number {
  if (!model.openWeights && !model.local) return 0;
  const found = /(?:^|[^0-9.a-z])(\d+(?:\.\d+)?)b(?![a-z0-9])/iu.exec(`${model.key} ${model.id}`);
  if (found === null) return model.local ? -0.2 : 0;
  const usual = { small: 10, medium: 35, large: 120, frontier: 500 }[model.tier];
  return clamp(0.3 * Math.log(Number(found[1]) / usual), 0.5);
}

/** Dear for its tier means better, except where the model is simply old: prices of old models stay where they were. */
function priceOffset(model: Model): number {
  const price = model.prices.at(-1);
  if (model.local || price?.input === undefined || price.output === undefined) return 0;
  const blended = (3 * price.input + price.output) / 4;
  if (blended <= 0) return 0;
  const offset = clamp(0.12 * Math.log2(blended / TIER_PRICE[model.tier]), 0.35);
  return ageInYears(model) > 1 ? Math.min(0, offset) : offset;
}

/** The tier is today's standing; age takes off what is left of the trend within a tier. */
function ageOffset(model: Model): number {
  return -clamp(0.2 * ageInYears(model), 0.5);
}

/** Years between release and the day the facts were read; 0 where the release is not known (mostly brand-new models). */
function ageInYears(model: Model): number {
  const released =
    model.released === undefined
      ? Number.NaN
      : Date.parse(model.released.length === 7 ? `${model.released}-15` : model.released);
  const years = (Date.parse(model.asOf) - released) / 31_557_600_000;
  return Number.isNaN(years) ? 0 : Math.max(0, years);
}

function isDeprecated(model: Model): boolean {
  return model.deprecated !== undefined && model.deprecated <= model.asOf;
}

/** Minutes and dozens of searches an answer, billed apart: for whoever asks for it by name. */
const DEEP_RESEARCH = /deep-research/u;

const CODE_NAME = /cod(?:e|er|estral)(?:$|[^a-z])|codestral|devstral|codex|starcoder/iu;

/** What the model was made for moves single tasks: pictures, the web, code. */
function specialty(model: Model, task: Task): number {
  if (task === "image_gen") return model.output.includes("image") ? 3 : -6;
  if (DEEP_RESEARCH.test(model.key)) return -1.5;
  if (task === "websearch") return model.webSearch ? (model.provider === "perplexity" ? 2.2 : 1.4) : -1.5;
  let offset = 0;
  if (CODE_NAME.test(model.key) || CODE_NAME.test(model.id)) offset += task === "code" ? 0.5 : -0.3;
  if (model.output.includes("image")) offset -= 0.5;
  if (model.provider === "perplexity") offset -= task === "knowledge" ? 0 : 0.4;
  return offset;
}

function generalStanding(mean: Float64Array): number {
  let sum = 0;
  for (const task of GENERAL_TASKS) sum += mean[TASKS.indexOf(task)] ?? 0;
  return sum / GENERAL_TASKS.length;
}

/** Log odds of a probability, kept finite. */
export function logit(probability: number): number {
  const p = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(p / (1 - p));
}

/** The probability of log odds. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
