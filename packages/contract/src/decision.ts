import type { Cost } from "./usage.ts";
import type { Dial } from "./policy.ts";
import type { Task } from "./task.ts";

/** Why a model was left out. Closed, so that surfaces can translate it. */
export type RejectionCode =
  | "local_only"
  | "no_credential"
  | "provider_denied"
  | "model_disabled"
  | "model_not_allowed"
  | "modality"
  | "no_tools"
  | "no_structured_output"
  | "no_web_search"
  | "context_too_small"
  | "output_too_small"
  | "over_budget"
  | "price_unknown"
  | "cooling_down"
  | "retired"
  | "rule"
  | "not_running";

/** A candidate that may not answer, and why. */
export interface Rejection {
  readonly model: string;
  readonly code: RejectionCode;
  /** One sentence a person reads. */
  readonly why: string;
}

/** One true cause of the choice. */
export interface Reason {
  /** Which stage spoke. */
  readonly stage:
    | "pinned"
    | "rule"
    | "task-routing"
    | "preference"
    | "plan"
    | "score"
    | "gate"
    | "stay"
    | "llm-router"
    | "fallback"
    | "notice";
  readonly text: string;
}

/** A model that was weighed, with what was expected of it. */
export interface Scored {
  readonly model: string;
  readonly provider: string;
  /** Expected quality 0–1 for this task and difficulty. */
  readonly quality: number;
  readonly cost: Cost;
  /** Expected ms to the end of the answer. */
  readonly latencyMs: number;
  readonly utility: number;
}

/** Words or facts that moved the classifier. */
export interface Cue {
  readonly text: string;
  readonly task: Task;
  /** Contribution to that task's score; positive speaks for it. */
  readonly weight: number;
  /** Where `text` stands in the prompt, in code units; absent if it names a property, such as "a question". */
  readonly span?: { readonly start: number; readonly end: number };
}

/** One step of a chain. */
export interface ChainStep {
  readonly role: string;
  readonly model: string;
  readonly fallbacks: readonly string[];
}

/** The route chosen for a turn. Made without calling any answering model. */
export interface Decision {
  readonly model: string;
  readonly provider: string;
  /** In order; all of them passed the hard constraints. */
  readonly fallbacks: readonly string[];
  readonly task: Task | "unclear";
  /** Calibrated probability of each task. */
  readonly tasks: Readonly<Record<Task, number>>;
  /** More tasks the prompt asks for. */
  readonly also?: readonly Task[];
  /** Probability that a cheap model fails, 0–1. */
  readonly difficulty: number;
  readonly language?: string;
  readonly cues: readonly Cue[];
  readonly reasons: readonly Reason[];
  readonly rejected: readonly Rejection[];
  readonly runnersUp: readonly Scored[];
  readonly expected: Scored;
  /** Which rule, gate or stage had the last word. */
  readonly decidedBy: Reason["stage"];
  readonly dial: Dial;
  /** What would have been chosen on the other settings of the dial. */
  readonly counterfactual?: Readonly<Partial<Record<Dial, string>>>;
  /** More than one model in sequence. */
  readonly chain?: { readonly recipe: string; readonly steps: readonly ChainStep[] };
  /** `model` answers first, cheaply; if its answer does not pass a check, the fallbacks are asked in order. */
  readonly cascade?: {
    /** Who is asked whether an answer with nothing visibly wrong is good enough; nobody by default. */
    readonly judge?: string;
  };
  readonly estimatedInputTokens: number;
  readonly estimatedCost: Cost;
  /** Things the user should see: a retired model replaced, an alias resolved. */
  readonly notices: readonly string[];
  /** Time the decision took, µs; LLM router included. */
  readonly micros: number;
  /** What the LLM router cost, if asked. */
  readonly routerCost?: Cost;
}
