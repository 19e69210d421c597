import type { Dial } from "@ai-orchestrator/contract";
import { DEFAULT_PLANS, DEFAULT_RECIPES, type Plan, type Recipe } from "./decide/default-plans.ts";
import type { Rule } from "./rules/rule.ts";

/** What the user says about one model. */
export interface ModelSetting {
  /** False: the model is never used, not even when named. */
  readonly enabled?: boolean;
  /** 0–100, 50 is neutral; moves the model's utility by at most `preferenceWeights.priority`. */
  readonly priority?: number;
}

/** How much each preference adds to a model's utility (quality points, 0–1 scale). */
export interface PreferenceWeights {
  readonly subscriptionModel: number;
  readonly subscriptionProvider: number;
  readonly local: number;
  readonly localProvider: number;
  /** Added at priority 100, taken away at priority 0. */
  readonly priority: number;
  /** Where the prompt itself asks to stay on this machine. */
  readonly privacyWords: number;
  /** A model that shows its reasoning, where reasoning was asked for. */
  readonly thinking: number;
}

/** What one setting of the dial is worth. */
export interface DialSetting {
  /** Quality points one US cent costs. */
  readonly costWeight: number;
  /** Quality points one second of waiting costs. */
  readonly latencyWeight: number;
}

/** Everything the user can decide about routing. The composition root maps config.json onto it. */
export interface RoutingConfig {
  /** Ordered models a kind of work; the first that passes the hard constraints answers. Keys: see `TASK_ROUTING_KEYS`. */
  readonly taskRouting: Readonly<Record<string, readonly string[]>>;
  readonly models: Readonly<Record<string, ModelSetting>>;
  /** The model that config asks for wherever a request names none; what the request says is then not the user's word of that turn. */
  readonly defaultModel?: string;
  readonly preferSubscriptionProviders: readonly string[];
  readonly preferSubscriptionModels: readonly string[];
  readonly preferLocal: boolean;
  /** Among local models, the provider preferred. */
  readonly localProvider?: string;
  /** Turns the dial to economy unless `dial` says otherwise. */
  readonly costOptimize: boolean;
  readonly dial?: Dial;
  readonly enableLLMRouting: boolean;
  /** Ask the LLM router for every automatic turn, not only for unclear ones. */
  readonly routerAllTasks: boolean;
  readonly routingModel: string;
  /** False: prompts that need the web are answered by any model, and a turn that insists fails. */
  readonly enableWebSearch: boolean;
  /** Try a cheap model first, check its answer, and ask a stronger one where it does not pass. */
  readonly cascade: boolean;
  /** Judges such a first answer; nobody where it is unset. */
  readonly cascadeJudge?: string;
  readonly rules: readonly Rule[];
  readonly plans: readonly Plan[];
  readonly recipes: readonly Recipe[];
  /** What to do when the prompt says "confidential, offline only": tell the user, or make it hard. */
  readonly privacyWords: "notice" | "local-only";
  /** A gain in utility below this does not leave the default model. */
  readonly margin: number;
  /** Added to `margin` at a completely flat task posterior. */
  readonly unclearMargin: number;
  /** A gain in utility below this does not leave the conversation's model. */
  readonly stayMargin: number;
  /** A plain prompt up to `simpleCharacters` is simple; one with effort from `advanced` on (0–1), or with difficulty from `failing` on, is advanced. */
  readonly bands: { readonly simpleCharacters: number; readonly advanced: number; readonly failing: number };
  /** Input tokens from which a turn counts as long context. */
  readonly longContextTokens: number;
  /** Share of turns that may try another model inside the margin, 0–0.05. */
  readonly explorationShare: number;
  /** Most fallbacks a decision names. */
  readonly maxFallbacks: number;
  readonly dials: Readonly<Record<Dial, DialSetting>>;
  readonly preferenceWeights: PreferenceWeights;
}

/** What routing does when the user decided nothing. */
export const DEFAULT_ROUTING_CONFIG: RoutingConfig = {
  taskRouting: {},
  models: {},
  preferSubscriptionProviders: [],
  preferSubscriptionModels: [],
  preferLocal: false,
  costOptimize: false,
  enableLLMRouting: false,
  routerAllTasks: false,
  routingModel: "gemini-3-flash",
  enableWebSearch: true,
  cascade: false,
  rules: [],
  plans: DEFAULT_PLANS,
  recipes: DEFAULT_RECIPES,
  privacyWords: "notice",
  margin: 0.15,
  unclearMargin: 0.15,
  stayMargin: 0.05,
  bands: { simpleCharacters: 120, advanced: 0.4, failing: 0.75 },
  longContextTokens: 60_000,
  explorationShare: 0.03,
  maxFallbacks: 4,
  dials: {
    economy: { costWeight: 0.3, latencyWeight: 0.001 },
    balanced: { costWeight: 0.03, latencyWeight: 0.002 },
    best: { costWeight: 0.002, latencyWeight: 0.0005 },
  },
  preferenceWeights: {
    subscriptionModel: 0.2,
    subscriptionProvider: 0.12,
    local: 0.3,
    localProvider: 0.1,
    priority: 0.2,
    privacyWords: 0.5,
    thinking: 0.2,
  },
};

/** The defaults with what the user decided put over them; keys that are absent or undefined keep the default. */
export function completeRoutingConfig(partial: {
  readonly [K in keyof RoutingConfig]?: RoutingConfig[K] | undefined;
}): RoutingConfig {
  const given = Object.entries(partial).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_ROUTING_CONFIG, ...(Object.fromEntries(given) as Partial<RoutingConfig>) };
}
