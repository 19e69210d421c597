import type { Logger, Model } from "@ai-orchestrator/contract";

/** Warnings kept in mind; beyond that the oldest may be told again. */
const MOST_TOLD = 1_000;

/** Logs what a provider does not take of a call, once a model and warning: they come with every call that is alike. */
export class ToldWarnings {
  readonly #logger: Logger | undefined;
  readonly #told = new Set<string>();

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  /** Logs `warning` unless it was. */
  tell(model: Model, warning: string): void {
    const line = `${model.key} ${warning}`;
    if (this.#logger === undefined || this.#told.has(line)) return;
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    this.#told.add(line);
    this.#logger.log("warn", warning, { model: model.key });
  }
}
