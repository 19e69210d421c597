import type { TurnPolicy, TurnRequest } from "@ai-orchestrator/contract";

/** Limits of one provider, from config. Unset means unlimited until the provider's own headers say otherwise. */
export interface ProviderLimits {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  /** Most calls at once; binds relayed calls too. Unset, calls that are not relayed are held to the settings' own. */
  readonly maxConcurrent?: number;
  /** Whole-turn limit in ms where this provider legitimately needs longer than the default (Moonshot: 25 minutes). */
  readonly timeoutMs?: number;
  /** Most ms until the first content event of a call. */
  readonly firstTokenMs?: number;
  /** Most ms between two events of a call. */
  readonly idleMs?: number;
}

/** How turns are run. Read anew for every turn, so a reloaded config takes effect without a new engine. */
export interface EngineSettings {
  /** Defaults that each request may tighten, never loosen. */
  readonly policy: TurnPolicy;
  /** Most ms until the answer begins: queueing, retries and fail-overs included. An explicit `timeoutMs` bounds the whole turn instead. */
  readonly startMs: number;
  /** Most ms a flowing answer may take once begun. */
  readonly answerMs: number;
  /** Most ms until the first content event of one call; reasoning and local models get what is left of the deadline. */
  readonly firstTokenMs: number;
  /** Most ms between two events of one call. */
  readonly idleMs: number;
  /** The same while a reasoning model thinks. */
  readonly thinkingIdleMs: number;
  /** Most characters one call may answer: an endless stream ends here. */
  readonly maxAnswerChars: number;
  /** Attempts per model, the first included. */
  readonly attemptsPerModel: number;
  /** A provider's wish to wait longer than this is not granted while a fallback is left. */
  readonly maxPatienceMs: number;
  /** Most calls at once to one provider that we read ourselves: a burst of connections is refused by servers and networks alike. */
  readonly maxConcurrent: number;
  /** Retries allowed per provider: this share of its calls … */
  readonly retryShare: number;
  /** … plus this many a minute. */
  readonly retriesPerMinute: number;
  /** Continue on the next model from the delivered text when a model dies after its first visible token. */
  readonly continueAfterPartial: boolean;
  /** A filtered answer goes on to the next model instead of ending the turn. */
  readonly failOverOnFilter: boolean;
  /** Ask the next model too when the first is slower than its own p95 to the first token. */
  readonly hedge: { readonly enabled: boolean; readonly maxExtraShare: number };
  readonly compaction: {
    readonly mode: "off" | "ask" | "auto";
    /** Share of the window that triggers it. */ readonly threshold: number;
    readonly keepTurns: number;
  };
  /** How untitled conversations get a title after the first exchange. */
  readonly titles: "off" | "local" | "model";
  /** By provider id. */
  readonly providers: Readonly<Record<string, ProviderLimits>>;
}

/** Used where config says nothing. Numbers: research/security §5.10. */
export const DEFAULT_ENGINE_SETTINGS: EngineSettings = {
  policy: {},
  startMs: 120_000,
  answerMs: 1_800_000,
  firstTokenMs: 60_000,
  idleMs: 30_000,
  thinkingIdleMs: 120_000,
  maxAnswerChars: 16 * 1024 * 1024,
  attemptsPerModel: 3,
  maxPatienceMs: 5000,
  maxConcurrent: 256,
  retryShare: 0.1,
  retriesPerMinute: 10,
  continueAfterPartial: false,
  failOverOnFilter: false,
  hedge: { enabled: false, maxExtraShare: 0.05 },
  compaction: { mode: "ask", threshold: 0.7, keepTurns: 4 },
  titles: "local",
  providers: { moonshot: { timeoutMs: 1_500_000, firstTokenMs: 1_500_000 } },
};

/** Defaults overlaid with what config sets; limits of a provider replace its defaults key by key. */
export function engineSettings(set: Partial<EngineSettings> = {}): EngineSettings {
  const providers: Record<string, ProviderLimits> = { ...DEFAULT_ENGINE_SETTINGS.providers };
  for (const [id, limits] of Object.entries(set.providers ?? {})) providers[id] = { ...providers[id], ...limits };
  return { ...DEFAULT_ENGINE_SETTINGS, ...set, providers };
}

/** The settings one turn runs by: what it wishes for itself goes before what is set for all. */
export function settingsForTurn(set: EngineSettings | undefined, request: TurnRequest): EngineSettings {
  const settings = set ?? DEFAULT_ENGINE_SETTINGS;
  const { hedge, continueAfterPartial } = request;
  if (hedge === undefined && continueAfterPartial === undefined) return settings;
  return {
    ...settings,
    continueAfterPartial: continueAfterPartial ?? settings.continueAfterPartial,
    hedge: { ...settings.hedge, enabled: hedge ?? settings.hedge.enabled },
  };
}
