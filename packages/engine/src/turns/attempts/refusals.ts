import type { Clock, ErrorCode, Model, OrchestratorError } from "@ai-orchestrator/contract";

/** For how long a refusal is taken as standing, ms, and whether it holds for the whole provider or one model. */
const STANDING: Readonly<Partial<Record<ErrorCode, { readonly ms: number; readonly whole: boolean }>>> = {
  quota_exhausted: { ms: 60_000, whole: true },
  authentication: { ms: 30_000, whole: true },
  permission: { ms: 30_000, whole: false },
  not_found: { ms: 60_000, whole: false },
};

/**
 * Remembers refusals that do not pass by themselves (no credit, a bad key, a model not granted), so that while another
 * model is left the time to hear them again is saved. They never keep the last or only model from being asked.
 */
export class Refusals {
  readonly #clock: Clock;
  readonly #standing = new Map<string, { readonly until: number; readonly error: OrchestratorError }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a refusal; other errors are none. */
  note(model: Model, error: OrchestratorError): void {
    const rule = STANDING[error.code];
    if (rule === undefined) return;
    this.#standing.set(rule.whole ? model.provider : keyOf(model), { until: this.#clock.monotonic() + rule.ms, error });
  }

  /** The model answered: nothing stands against it any more. */
  clear(model: Model): void {
    if (this.#standing.size === 0) return;
    this.#standing.delete(model.provider);
    this.#standing.delete(keyOf(model));
  }

  /** True if a refusal stands against `model`. */
  stands(model: Model): boolean {
    return this.#standingAgainst(model) !== undefined;
  }

  /** Throws the refusal that stands against `model`, if there is one. */
  require(model: Model): void {
    const error = this.#standingAgainst(model);
    if (error !== undefined) throw error;
  }

  #standingAgainst(model: Model): OrchestratorError | undefined {
    if (this.#standing.size === 0) return undefined;
    for (const key of [model.provider, keyOf(model)]) {
      const known = this.#standing.get(key);
      if (known === undefined) continue;
      if (known.until > this.#clock.monotonic()) return known.error;
      this.#standing.delete(key);
    }
    return undefined;
  }
}

function keyOf(model: Model): string {
  return `${model.provider}/${model.key}`;
}
