import { toOrchestratorError, type Logger } from "@ai-orchestrator/contract";

/** Work that goes on after a turn has ended; ends with the engine. */
export class Background implements AsyncDisposable {
  readonly #logger: Logger | undefined;
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(logger: Logger | undefined) {
    this.#logger = logger;
  }

  /** Starts `work`; its failure is logged and goes no further. False where the engine has ended and nothing is started. */
  start(name: string, work: (signal: AbortSignal) => Promise<unknown>): boolean {
    if (this.#controller.signal.aborted) return false;
    const done = work(this.#controller.signal).then(
      () => undefined,
      (thrown: unknown) =>
        this.#logger?.log("warn", `Background work failed: ${name}.`, { code: toOrchestratorError(thrown).code }),
    );
    const entry = done.finally(() => this.#running.delete(entry));
    this.#running.add(entry);
    return true;
  }

  /** Waits until nothing runs, or `signal` aborts. */
  async settled(signal: AbortSignal): Promise<void> {
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    if (signal.aborted) return;
    signal.addEventListener("abort", () => resolve(), { once: true });
    await Promise.race([enough, Promise.all(this.#running)]);
  }

  /** Stops what runs and waits until it has. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#controller.abort();
    await Promise.all(this.#running);
  }
}
