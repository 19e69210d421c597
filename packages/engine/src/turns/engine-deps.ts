import type {
  Alert,
  AuditLog,
  Budget,
  Catalogue,
  Clock,
  ConversationStore,
  Decision,
  Logger,
  Message,
  Modality,
  Model,
  ProviderClient,
  ProviderHealth,
  ProviderId,
  Randomness,
  SecurityGate,
  TurnRequest,
  Upstream,
  UsageLedger,
  WireProtocol,
} from "@ai-orchestrator/contract";
import type { EngineSettings } from "./engine-settings.ts";

/** What the engine knows of a turn before it is decided; routing adds what it finds in the text. */
export interface TurnFacts {
  readonly turnId: string;
  /** Text of the question, checked and normalised. */
  readonly prompt: string;
  /**
   * The question (last) and what of the conversation is to be sent with it. If no model has room, the decision throws
   * `context_too_long` and is asked again with less of the conversation (never less than the question).
   */
  readonly messages: readonly Message[];
  /** All that may be sent, however little of it `messages` is: a model with room for more gets more. What guards privacy reads this. */
  readonly everything: readonly Message[];
  /** What the summaries among them were made from, read when it is asked for. A summary tells of it in other words, so what guards privacy reads this too. */
  readonly summarized?: () => readonly Message[];
  readonly system?: string;
  /** Tokens of system and `messages`. */
  readonly estimatedInputTokens: number;
  /** Tokens that cannot be left out: system and question. */
  readonly minimumInputTokens: number;
  /** What the question (for stateless callers: the whole list) goes in as. Pictures further back are left out for a model that cannot see. */
  readonly inputModalities: readonly Modality[];
  /** Model that answered last in this conversation; staying there saves cached tokens. */
  readonly lastModel?: string;
  /** Providers and models that are cooling down now. */
  readonly health: readonly ProviderHealth[];
  /** Least that is left in any budget that binds the turn. */
  readonly remainingBudgetUsd?: number;
}

/** What a decision may report and must obey while it is made. */
export interface DecideOptions {
  /** Reports the stage, so that the user sees it. */
  readonly onPhase: (phase: "classifying" | "routing", message?: string) => void;
  readonly signal: AbortSignal;
}

/** Chooses the route. `request.policy` is already merged with the defaults. Says it at once where nothing must be waited for. Throws OrchestratorError (`no_usable_provider`, `unknown_model`, `budget_exceeded` …) if nothing is left. */
export type Decide = (request: TurnRequest, facts: TurnFacts, options: DecideOptions) => Promise<Decision> | Decision;

/** Everything the engine touches outside itself. */
export interface EngineDeps {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger?: Logger;
  readonly catalogue: Catalogue;
  /** True for a provider that can be asked as things are; all of them by default. */
  readonly usable?: (provider: ProviderId) => boolean;
  /** The client of a provider, loaded on first use. Rejects with `authentication`, `vault` or `no_usable_provider`. */
  readonly provider: (id: ProviderId) => Promise<ProviderClient>;
  readonly decide: Decide;
  readonly security: SecurityGate;
  /** Absent: nothing is stored. */
  readonly store?: ConversationStore;
  /** Absent: nothing is counted and no budget binds. */
  readonly ledger?: UsageLedger;
  readonly audit?: AuditLog;
  /** Keeps alerts of calls that have no events to show them in: relayed ones. Never those of incognito. Absent: they are in the audit only. */
  readonly keepAlerts?: (alerts: readonly Alert[]) => void;
  /** The budgets that bind a turn (the user's own, the gateway key's). */
  readonly budgets?: (request: TurnRequest) => readonly Budget[];
  /** Where raw bytes for a model go; for the gateway's relay. */
  readonly upstream?: (model: Model, protocol: WireProtocol) => Promise<Upstream | undefined> | Upstream | undefined;
  /** Approximate tokens of a text. */
  readonly estimateTokens: (text: string) => number;
  /** Read at the start of every turn. */
  readonly settings?: () => EngineSettings;
  /** Every answer is a demo's. */
  readonly demo?: boolean;
}
