import { OrchestratorError, type Clock } from "@ai-orchestrator/contract";

/**
 * Makes one call under one signal, one timer and one promise: `make` gets what ends it. Rejects at once, and has the
 * call ended, when `leaving` aborts or `look` says so, whether or not the other side reacts.
 */
export function makeCall<T>(
  make: (controller: AbortController) => Promise<T>,
  options: {
    readonly leaving: AbortSignal | undefined;
    readonly clock: Clock;
    /** Ms until it is asked again, or why the call is given up. */
    readonly look: () => number | OrchestratorError;
  },
): Promise<T> {
  const { leaving, look, clock } = options;
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    watch();
    leaving?.addEventListener("abort", leave, { once: true });
    make(controller).then(
      (made) => {
        forget();
        resolve(made);
      },
      (thrown: unknown) => {
        forget();
        reject(thrown);
      },
    );
    function watch(): void {
      const next = look();
      if (typeof next === "number") stop = clock.after(next, watch);
      else giveUp(next);
    }
    function leave(): void {
      giveUp(new OrchestratorError("cancelled", "Cancelled."));
    }
    function giveUp(reason: OrchestratorError): void {
      forget();
      controller.abort(reason);
      reject(reason);
    }
    function forget(): void {
      stop();
      leaving?.removeEventListener("abort", leave);
    }
  });
}
