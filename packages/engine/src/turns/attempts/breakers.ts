import { OrchestratorError, type Clock, type Model, type ProviderHealth } from "@ai-orchestrator/contract";
import { CircuitBreaker, MODEL_RULE, PROVIDER_RULE } from "./circuit-breaker.ts";
import { FAILURE_POLICY } from "./failure-policy.ts";

/** Leave to make one call; report how it went exactly once. */
export interface Admission {
  succeed(): void;
  fail(error: OrchestratorError): void;
  /** The call was given up and says nothing. */
  forget(): void;
}

/** The circuit breakers of all providers and models. */
export class Breakers {
  readonly #clock: Clock;
  readonly #providers = new Map<string, CircuitBreaker>();
  readonly #models = new Map<string, { readonly provider: string; readonly breaker: CircuitBreaker }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws like `admit` if no call would be let through, without claiming a probe. */
  requirePassable(model: Model): void {
    for (const breaker of [this.#model(model), this.#provider(model.provider)]) {
      if (!breaker.isPassable) throw this.#resting(model, breaker);
    }
  }

  /** Leave to call `model`; throws `overloaded` saying until when it rests. */
  admit(model: Model): Admission {
    const provider = this.#provider(model.provider);
    const own = this.#model(model);
    if (!own.enter()) throw this.#resting(model, own);
    if (!provider.enter()) {
      own.forget();
      throw this.#resting(model, provider);
    }
    return admission(provider, own);
  }

  /** True if a call of `model` would be let through now. */
  isPassable(model: Model): boolean {
    return this.#model(model).isPassable && this.#provider(model.provider).isPassable;
  }

  /** Takes the outcome of a call that somebody else made. */
  report(model: Model, error: OrchestratorError | undefined): void {
    const [provider, own] = [this.#provider(model.provider), this.#model(model)];
    if (error !== undefined) return admission(provider, own).fail(error);
    provider.succeed();
    own.succeed();
  }

  /** Everything that is not closed, plus closed ones whose last call failed. */
  health(): readonly ProviderHealth[] {
    const rows: ProviderHealth[] = [];
    for (const [provider, breaker] of this.#providers)
      if (breaker.isWell) rows.push({ provider, state: "closed" });
      else rows.push(...this.#row(breaker, { provider }));
    for (const [model, { provider, breaker }] of this.#models)
      if (!breaker.isWell) rows.push(...this.#row(breaker, { provider, model }));
    return rows;
  }

  #row(breaker: CircuitBreaker, of: { readonly provider: string; readonly model?: string }): ProviderHealth[] {
    const { state, until, lastError } = breaker.state();
    if (state === "closed" && lastError === undefined && of.model !== undefined) return [];
    const epochUntil = until === undefined ? undefined : this.#clock.now() + (until - this.#clock.monotonic());
    return [
      {
        ...of,
        state,
        ...(epochUntil === undefined ? {} : { until: epochUntil }),
        ...(lastError === undefined ? {} : { lastError }),
      },
    ];
  }

  #resting(model: Model, breaker: CircuitBreaker): OrchestratorError {
    const { until, lastError } = breaker.state();
    const waitMs = Math.max(0, (until ?? 0) - this.#clock.monotonic());
    return new OrchestratorError(
      "overloaded",
      `${model.key} is resting after repeated failures${lastError === undefined ? "" : ` (${lastError})`}.`,
      {
        suggestion: `Try again in ${Math.max(1, Math.ceil(waitMs / 1000))} s or choose another model.`,
        retryAfterMs: Math.max(1_000, waitMs),
        provider: model.provider,
        model: model.key,
        details: { resting: true },
      },
    );
  }

  #provider(id: string): CircuitBreaker {
    let known = this.#providers.get(id);
    if (known === undefined) this.#providers.set(id, (known = new CircuitBreaker(this.#clock, PROVIDER_RULE)));
    return known;
  }

  #model(model: Model): CircuitBreaker {
    let known = this.#models.get(model.key);
    if (known === undefined) {
      known = { provider: model.provider, breaker: new CircuitBreaker(this.#clock, MODEL_RULE) };
      this.#models.set(model.key, known);
    }
    return known.breaker;
  }
}

function admission(provider: CircuitBreaker, model: CircuitBreaker): Admission {
  const both = [provider, model];
  return {
    succeed: () => both.forEach((breaker) => breaker.succeed()),
    forget: () => both.forEach((breaker) => breaker.forget()),
    fail: (error) => {
      const { health } = FAILURE_POLICY[error.code];
      for (const breaker of both) {
        if (health === "ill") breaker.fail(error.message);
        else if (health === "alive") breaker.answer();
        else breaker.forget();
      }
    },
  };
}
