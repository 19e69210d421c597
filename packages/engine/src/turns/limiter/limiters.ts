import type { Clock, Model, OrchestratorError, Randomness, RateLimitSnapshot } from "@ai-orchestrator/contract";
import type { EngineSettings } from "../engine-settings.ts";
import { Pauses } from "./pauses.ts";
import { WINDOW_MS } from "./rate-window.ts";
import { ProviderLimiter, type Left, type LimiterRequest, type Permit } from "./provider-limiter.ts";

/** Pause after a "too many requests" that does not say how long, ms. */
const UNSAID_PAUSE_MS = 1_000;
/** A provider's own reset is believed up to here, ms. */
const LONGEST_PAUSE_MS = 120_000;

/** All limiters of the engine: a window pair and places a provider, a pause a model. */
export class Limiters {
  readonly #clock: Clock;
  readonly #pauses: Pauses;
  readonly #byProvider = new Map<string, { readonly limiter: ProviderLimiter; shape: string }>();

  constructor(clock: Clock, randomness: Randomness) {
    this.#clock = clock;
    this.#pauses = new Pauses(clock, randomness);
  }

  /** Waits until `model` may be called. */
  async acquire(model: Model, settings: EngineSettings, request: LimiterRequest): Promise<Permit> {
    await this.#pauses.wait(model.key, { onWait: (ms) => request.onWait?.(ms), signal: request.signal });
    return this.#limiter(model.provider, settings).acquire(request);
  }

  /** Leave to call `model`, if it may be called at once. */
  take(
    model: Model,
    settings: EngineSettings,
    request: Pick<LimiterRequest, "tokens" | "takesPlace">,
  ): Permit | undefined {
    return this.#pauses.leftMs(model.key) > 0 ? undefined : this.#limiter(model.provider, settings).take(request);
  }

  /** Ms a call of `model` would wait for its pause alone. */
  pausedMs(model: Model): number {
    return this.#pauses.leftMs(model.key);
  }

  /** Corrects the windows by what the provider's headers say. */
  observe(model: Model, limits: RateLimitSnapshot): void {
    const left: { requests?: Left; tokens?: Left } = {};
    if (limits.requestsRemaining !== undefined)
      left.requests = { units: limits.requestsRemaining, ms: within(limits.requestsResetMs) };
    if (limits.tokensRemaining !== undefined)
      left.tokens = { units: limits.tokensRemaining, ms: within(limits.tokensResetMs) };
    this.#byProvider.get(model.provider)?.limiter.observe(left);
    const resets = [
      limits.requestsRemaining === 0 ? limits.requestsResetMs : undefined,
      limits.tokensRemaining === 0 ? limits.tokensResetMs : undefined,
    ].filter((ms) => ms !== undefined);
    if (resets.length > 0) this.#pauses.pause(model.key, Math.min(LONGEST_PAUSE_MS, Math.max(...resets)));
  }

  /** The provider refused `model` for its rate. */
  refused(model: Model, error: OrchestratorError): void {
    this.#pauses.pause(model.key, Math.min(LONGEST_PAUSE_MS, error.retryAfterMs ?? UNSAID_PAUSE_MS));
  }

  #limiter(provider: string, settings: EngineSettings): ProviderLimiter {
    const limits = settings.providers[provider] ?? {};
    const maxConcurrent = limits.maxConcurrent ?? settings.maxConcurrent;
    const shape = `${limits.requestsPerMinute}/${limits.tokensPerMinute}/${maxConcurrent}`;
    const known = this.#byProvider.get(provider);
    if (known?.shape === shape) return known.limiter;
    const entry = known ?? { limiter: new ProviderLimiter(this.#clock), shape };
    entry.shape = shape;
    entry.limiter.configure({
      maxConcurrent,
      ...(limits.requestsPerMinute === undefined ? {} : { requestsPerMinute: limits.requestsPerMinute }),
      ...(limits.tokensPerMinute === undefined ? {} : { tokensPerMinute: limits.tokensPerMinute }),
    });
    this.#byProvider.set(provider, entry);
    return entry.limiter;
  }
}

function within(resetMs: number | undefined): number {
  return Math.min(LONGEST_PAUSE_MS, resetMs ?? WINDOW_MS);
}
