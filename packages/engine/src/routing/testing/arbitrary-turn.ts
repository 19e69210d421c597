import {
  TASKS,
  type FilePart,
  type ImagePart,
  type Model,
  type ProviderHealth,
  type Task,
  type TurnPolicy,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import fc from "fast-check";
import type { ClassificationLike, DecideInput } from "../decide/decide-input.ts";
import { learnKept, learnRating } from "../learning/learn.ts";
import { EMPTY_LEARNED_STATE, type LearnedState } from "../learning/learned-state.ts";
import type { RoutingConfig } from "../routing-config.ts";
import type { Rule } from "../rules/rule.ts";
import type { Stated } from "./constraint-oracle.ts";
import { ALL_CLOUD, MODELS, NOW, classified, inputFor, type ProviderName } from "./routing-world.ts";

/** A turn nobody thought of, and what the oracle must know about it. */
export interface ArbitraryTurn {
  readonly input: DecideInput;
  readonly stated: Stated;
}

const PROVIDERS: readonly ProviderName[] = [...ALL_CLOUD, "ollama", "mlx"];
const KEYS: readonly string[] = MODELS.map((model) => model.key);
const KEYWORDS: readonly string[] = ["contract", "salary", "sql"];

const PNG: ImagePart = { type: "image", mediaType: "image/png", data: "AAAA" };
const FILES: readonly (FilePart | ImagePart)[] = [
  PNG,
  { type: "file", mediaType: "application/pdf", data: "AAAA" },
  { type: "file", mediaType: "application/pdf", data: "AAAA", text: "text" },
  { type: "file", mediaType: "audio/mpeg", data: "AAAA" },
  { type: "file", mediaType: "text/csv", text: "a,b", name: "x.csv" },
];

/** Absent four times of five: constraints must meet, but most turns must stay answerable. */
function rare<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** A record of rare keys; absent ones are left out. */
function rareRecord<T extends object>(keys: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  const entries = Object.entries(keys) as [string, fc.Arbitrary<unknown>][];
  const rares = Object.fromEntries(entries.map(([key, arbitrary]) => [key, rare(arbitrary)]));
  return fc
    .record(rares)
    .map(
      (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>,
    );
}

const arbModels: fc.Arbitrary<readonly Model[]> = fc
  .tuple(
    fc.subarray([...MODELS], { minLength: 25 }),
    fc.infiniteStream(
      fc.record({
        tools: fc.boolean(),
        web: fc.boolean(),
        retired: fc.constantFrom(undefined, "2026-01-01", "2027-01-01"),
        free: fc.boolean(),
      }),
    ),
  )
  .map(([models, changes]) =>
    models.map((model) => {
      const { tools, web, retired, free } = changes.next().value;
      const { retired: _old, ...rest } = model;
      return {
        ...rest,
        tools: tools && model.tools,
        webSearch: web && model.webSearch,
        ...(retired === undefined ? {} : { retired }),
        prices: free ? model.prices : model.prices.map((price) => ({ ...price })),
      };
    }),
  );

const arbPolicy: fc.Arbitrary<TurnPolicy> = rareRecord<TurnPolicy>({
  localOnly: fc.boolean(),
  incognito: fc.boolean(),
  preferLocal: fc.boolean(),
  dial: fc.constantFrom("economy", "balanced", "best"),
  maxCostUsd: fc.constantFrom(0, 0.0001, 0.003, 0.05, 10),
  allowedModels: fc.subarray([...KEYS.slice(0, 12), "anthropic/*", "openai/*", "ollama/*"], { minLength: 1 }),
  deniedProviders: fc.subarray([...PROVIDERS], { maxLength: 4 }),
} as never);

const arbClassification: fc.Arbitrary<ClassificationLike> = fc
  .record({
    task: fc.constantFrom<Task | "unclear">(...TASKS, "unclear"),
    also: fc.subarray([...TASKS], { maxLength: 2 }),
    difficulty: fc.double({ min: 0, max: 1, noNaN: true }),
    difficultyUncertainty: fc.double({ min: 0, max: 0.5, noNaN: true }),
    p: fc.double({ min: 0.2, max: 1, noNaN: true }),
  })
  .map(({ task, ...rest }) => classified(task, rest));

const arbRule: fc.Arbitrary<Rule> = fc
  .record({
    match: fc.record(
      {
        keywords: fc.subarray([...KEYWORDS], { minLength: 1, maxLength: 1 }),
        tasks: fc.subarray([...TASKS], { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
    effect: fc.oneof(
      fc.constant({ type: "local-only" as const }),
      fc.subarray(KEYS.slice(), { minLength: 1, maxLength: 3 }).map((models) => ({ type: "use" as const, models })),
      fc
        .subarray(["openai/*", "xai/*", "google/*", "vertex-ai/*", "claude-opus-5.5", "mistral-large"], {
          minLength: 1,
          maxLength: 2,
        })
        .map((models) => ({ type: "avoid" as const, models })),
      fc.constantFrom("economy" as const, "best" as const).map((dial) => ({ type: "dial" as const, dial })),
    ),
  })
  .map(({ match, effect }, i = 0) => ({ id: `r${i}`, text: JSON.stringify({ match, effect }), match, effect }));

const arbConfig: fc.Arbitrary<{ readonly [K in keyof RoutingConfig]?: RoutingConfig[K] }> = rareRecord<RoutingConfig>({
  taskRouting: fc.dictionary(
    fc.constantFrom(
      "general",
      "code",
      "reasoning",
      "websearch",
      "math",
      "local",
      "long-context",
      "multimodal",
      "creative",
    ),
    fc.subarray(KEYS.slice(), { minLength: 1, maxLength: 3 }),
  ),
  models: fc.dictionary(
    fc.constantFrom(...KEYS),
    fc.record({ enabled: fc.boolean(), priority: fc.integer({ min: 0, max: 100 }) }, { requiredKeys: [] }),
  ),
  preferSubscriptionProviders: fc.subarray([...PROVIDERS], { maxLength: 2 }),
  preferSubscriptionModels: fc.subarray(KEYS.slice(), { maxLength: 2 }),
  preferLocal: fc.boolean(),
  costOptimize: fc.boolean(),
  rules: fc.array(arbRule, { maxLength: 3 }),
  cascade: fc.boolean(),
  margin: fc.constantFrom(0, 0.15, 0.5),
  explorationShare: fc.constant(0.05),
} as never);

const arbRequest: fc.Arbitrary<Partial<TurnRequest>> = rareRecord<TurnRequest>({
  attachments: fc.subarray([...FILES], { maxLength: 2 }),
  tools: fc.constant([{ name: "f", inputSchema: {} }]),
  responseFormat: fc.constantFrom({ type: "json" as const }, { type: "json" as const, schema: { type: "object" } }),
  web: fc.boolean(),
  think: fc.boolean(),
  chain: fc.constantFrom<string | false>(false, "draft-then-review", "search-then-analyze"),
  maxOutputTokens: fc.constantFrom(10, 3000, 30_000),
  model: fc.constantFrom(
    "auto",
    "auto:local",
    "auto:cheap",
    "auto:best",
    "auto:code",
    ...KEYS.slice(0, 20),
    "gemini-3-pro",
  ),
} as never);

const arbHealth: fc.Arbitrary<readonly ProviderHealth[]> = fc.array(
  fc
    .record({
      provider: fc.constantFrom(...PROVIDERS),
      state: fc.constantFrom("open" as const, "half-open" as const, "closed" as const),
      until: fc.constantFrom(NOW - 1, NOW + 60_000),
      model: fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
    })
    .map(({ model, ...rest }) => ({ ...rest, ...(model !== undefined && { model }) })),
  { maxLength: 3 },
);

const arbLearned: fc.Arbitrary<LearnedState> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...TASKS),
      fc.constantFrom(...MODELS),
      fc.constantFrom(...MODELS),
      fc.constantFrom<"up" | "down" | "kept">("up", "down", "kept"),
    ),
    { maxLength: 40 },
  )
  .map((events) =>
    events.reduce<LearnedState>((state, [task, a, b, kind]) => {
      const subject = { model: a.key, version: a.id };
      return kind === "kept"
        ? learnKept(state, { task, kept: subject, dropped: { model: b.key, version: b.id }, at: NOW - 1000 })
        : learnRating(state, { ...subject, task, rating: kind, at: NOW - 1000 });
    }, EMPTY_LEARNED_STATE),
  );

/** Turns over random models, providers, policies, settings, rules, health, history and learning. */
export const arbitraryTurn: fc.Arbitrary<ArbitraryTurn> = fc
  .record({
    models: arbModels,
    usable: fc.subarray([...PROVIDERS], { minLength: 2 }),
    policy: arbPolicy,
    as: arbClassification,
    config: arbConfig,
    request: arbRequest,
    health: arbHealth,
    learned: fc.option(arbLearned, { nil: undefined }),
    keyword: fc.constantFrom("", "", ...KEYWORDS),
    contextTokens: fc.constantFrom(0, 0, 0, 5000, 5000, 40_000, 150_000, 900_000),
    lastModel: fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
    budget: rare(fc.constantFrom(0, 0.002, 1)),
    seed: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
  })
  .map(
    ({
      models,
      usable,
      policy,
      as,
      config,
      request,
      health,
      learned,
      keyword,
      contextTokens,
      lastModel,
      budget,
      seed,
    }) => {
      const input = inputFor({
        models,
        usable,
        policy,
        as,
        config,
        request,
        prompt: `Please do something with this ${keyword}.`,
        input: {
          health,
          contextTokens,
          learned,
          budgetRemainingUsd: budget,
          conversation: lastModel === undefined ? undefined : { lastModel, cachedTokens: contextTokens },
          random: () => seed.next().value,
        },
      });
      return { input, stated: { ...statedRules(input, keyword, as), tokens: contextTokens } };
    },
  );

/** What the rules of a turn mean, in the oracle's own words. */
function statedRules(input: DecideInput, keyword: string, as: ClassificationLike): Pick<Stated, "local" | "forbidden"> {
  const task = input.request.model === "auto:code" ? "code" : as.task;
  const also = (as.also ?? []).filter((other) => other !== task);
  const holding = input.config.rules.filter(
    ({ match }) =>
      (match.keywords === undefined || match.keywords.includes(keyword)) &&
      (match.tasks === undefined || match.tasks.some((wanted) => wanted === task || also.includes(wanted))),
  );
  return {
    local: holding.some(({ effect }) => effect.type === "local-only"),
    forbidden: holding.flatMap(({ effect }) =>
      effect.type === "avoid" ? effect.models.map((name) => name.replace(/\/\*$/u, "")) : [],
    ),
  };
}
