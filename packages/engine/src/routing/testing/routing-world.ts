import { readFileSync } from "node:fs";
import {
  CLOUD_PROVIDERS,
  LOCAL_PROVIDERS,
  PROVIDER_NAMES,
  TASKS,
  isKnownProvider,
  type Model,
  type ProviderStatus,
  type Task,
  type TurnPolicy,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import type { ClassificationLike, DecideInput } from "../decide/decide-input.ts";
import { completeRoutingConfig, type RoutingConfig } from "../routing-config.ts";
import { testCatalogue } from "./test-catalogue.ts";

/** Noon UTC on the day the shipped catalogue was made. */
export const NOW: number = Date.UTC(2026, 10, 25, 12);

/** Sixty models as the catalogue had them on that day, kept so that a refreshed catalogue does not change what tests say. */
export const FIXTURE: readonly Model[] = JSON.parse(
  readFileSync(new URL("fixture-models.json", import.meta.url), "utf8"),
) as Model[];

/** The shipped catalogue's models as they are now, read from disk. */
export function shippedModels(): readonly Model[] {
  const file = new URL("../../../../providers/src/catalogue/catalogue.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { models: Model[] }).models;
}

/** The names by which tests say who is usable. */
export type ProviderName = (typeof CLOUD_PROVIDERS)[number] | (typeof LOCAL_PROVIDERS)[number] | (string & {});

/** A local model as a runtime would list it. */
export function localModel(key: string, extra: Partial<Model> = {}): Model {
  return {
    key,
    name: key,
    provider: "ollama",
    id: key,
    contextWindow: 32_768,
    maxOutput: 8192,
    input: ["text"],
    output: ["text"],
    tools: true,
    reasoning: false,
    webSearch: false,
    openWeights: true,
    local: true,
    tier: "small",
    prices: [{ input: 0, output: 0 }],
    asOf: "2026-11-25",
    ...extra,
  };
}

/** Models Ollama has on the machine of the tests. */
export const LOCAL_MODELS: readonly Model[] = [
  localModel("ollama-qwen3-8b"),
  localModel("ollama-gpt-oss-20b", { tier: "medium", reasoning: true, contextWindow: 131_072 }),
  localModel("ollama-gemma-vision", { input: ["text", "image"] }),
];

/** Every model of the tests. */
export const MODELS: readonly Model[] = [...FIXTURE, ...LOCAL_MODELS];

/** Statuses with exactly these providers usable. */
export function providersUsable(names: readonly ProviderName[]): readonly ProviderStatus[] {
  return [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS].map((provider) => {
    const local = (LOCAL_PROVIDERS as readonly string[]).includes(provider);
    const usable = names.includes(provider);
    return {
      provider,
      local,
      usable,
      name: isKnownProvider(provider) ? PROVIDER_NAMES[provider] : provider,
      source: usable ? (local ? "not-needed" : "environment") : "none",
      baseUrl: local ? "http://127.0.0.1:11434" : `https://${provider}.example`,
      ...(usable ? {} : { reason: local ? "is not running" : "has no credential" }),
    };
  });
}

/** Every cloud provider usable. */
export const ALL_CLOUD: readonly ProviderName[] = [...CLOUD_PROVIDERS];

/** A classification as tests state it. */
export function classified(
  task: Task | "unclear",
  extra: Partial<Omit<ClassificationLike, "task">> & { readonly p?: number } = {},
): ClassificationLike {
  const { p = 0.9, ...rest } = extra;
  const named = task === "unclear" ? undefined : task;
  const tasks = Object.fromEntries(
    TASKS.map((name) => [
      name,
      named === undefined ? 1 / TASKS.length : name === named ? p : (1 - p) / (TASKS.length - 1),
    ]),
  ) as Record<Task, number>;
  return { task, tasks, difficulty: 0.35, difficultyUncertainty: 0.1, language: "en", cues: [], ...rest };
}

/** What a test says about a turn; everything else is ordinary. */
export interface Situation {
  readonly prompt?: string;
  readonly request?: Partial<TurnRequest>;
  readonly policy?: TurnPolicy;
  readonly usable?: readonly ProviderName[];
  readonly config?: { readonly [K in keyof RoutingConfig]?: RoutingConfig[K] };
  readonly as?: ClassificationLike;
  readonly input?: Partial<DecideInput>;
  readonly models?: readonly Model[];
}

/** Long enough not to be simple, plain enough not to be advanced. */
const STANDARD_PROMPT =
  "Tell me something about the town where the river meets the sea, who lives there, what people do all day, and what a visitor should see first when time is short.";

/** The input of `decide` for a situation. */
export function inputFor(situation: Situation): DecideInput {
  const prompt = situation.prompt ?? STANDARD_PROMPT;
  const models = situation.models ?? MODELS;
  return {
    request: { prompt, ...situation.request, ...(situation.policy && { policy: situation.policy }) },
    promptText: prompt,
    models,
    catalogue: testCatalogue(models, "2026-11-25"),
    providers: providersUsable(situation.usable ?? ALL_CLOUD),
    health: [],
    config: completeRoutingConfig(situation.config ?? {}),
    now: NOW,
    classification: situation.as ?? classified("knowledge"),
    ...situation.input,
  };
}
