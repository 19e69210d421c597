import { OrchestratorError, toOrchestratorError } from "@ai-orchestrator/contract";

/** One event as it is sent: name and JSON. */
export interface RunEvent {
  readonly name: string;
  readonly data: string;
}

/** A generation that belongs to the server: it goes on whoever listens, and its events can be read again. */
export interface Run {
  readonly id: string;
  /** Events after number `after` (-1 for all), as they come, to the end. Throws `not_found` where the first of them are gone. */
  events(after: number, signal: AbortSignal): AsyncGenerator<readonly [number: number, event: RunEvent]>;
  cancel(): void;
}

/** The runs of this process. */
export interface RunStore {
  /** Starts reading `source` at once. Throws `invalid_input` where a run has that id. */
  start(id: string, source: (signal: AbortSignal) => AsyncIterable<RunEvent>): Run;
  find(id: string): Run | undefined;
  /** How many go on. */
  readonly running: number;
  /** Ends all. */
  cancelAll(): void;
  /** Resolves when none goes on. */
  settled(): Promise<void>;
}

/** How much is kept. */
export interface RunLimits {
  /** Bytes of events of one run; the oldest go first. */
  readonly bytes: number;
  /** Ended runs that can still be read. */
  readonly ended: number;
  /** Runs at a time. */
  readonly running: number;
}

const LIMITS: RunLimits = { bytes: 16 * 1024 * 1024, ended: 100, running: 500 };

/** A store in memory. */
export function createRunStore(limits: RunLimits = LIMITS): RunStore {
  const runs = new Map<string, BufferedRun>();
  const going = new Set<BufferedRun>();
  const forget = (): void => {
    let ended = runs.size - going.size;
    for (const [id, run] of runs) {
      if (ended <= limits.ended) return;
      if (going.has(run)) continue;
      runs.delete(id);
      ended -= 1;
    }
  };
  return {
    start: (id, source) => {
      if (runs.has(id)) throw new OrchestratorError("invalid_input", `There is a turn ${id} already.`, { status: 409 });
      if (going.size >= limits.running)
        throw new OrchestratorError("overloaded", `${limits.running} turns are running.`, {
          status: 503,
          retryAfterMs: 1000,
        });
      const run = new BufferedRun(id, limits.bytes);
      runs.set(id, run);
      going.add(run);
      void run.fill(source).then(() => {
        going.delete(run);
        forget();
      });
      return run;
    },
    find: (id) => runs.get(id),
    get running() {
      return going.size;
    },
    cancelAll: () => {
      for (const run of going) run.cancel();
    },
    settled: async () => {
      await Promise.all([...going].map((run) => run.ended));
    },
  };
}

/** The buffer between one generation and any number of readers: each reads at its own pace by number, so a slow one costs nothing. */
class BufferedRun implements Run {
  readonly id: string;
  readonly #limit: number;
  readonly #controller = new AbortController();
  #events: RunEvent[] = [];
  /** Number of the first event kept. */
  #first = 0;
  #bytes = 0;
  #done = false;
  readonly #waiting = new Set<() => void>();
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor(id: string, limit: number) {
    this.id = id;
    this.#limit = limit;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Never rejects: what a source throws becomes its last event. */
  async fill(source: (signal: AbortSignal) => AsyncIterable<RunEvent>): Promise<void> {
    try {
      for await (const event of source(this.#controller.signal)) this.#push(event);
    } catch (thrown) {
      this.#push({ name: "run-error", data: JSON.stringify(toOrchestratorError(thrown).toJSON()) });
    }
    this.#done = true;
    this.#wake();
    this.#end();
  }

  async *events(after: number, signal: AbortSignal): AsyncGenerator<readonly [number, RunEvent]> {
    let next = after + 1;
    const wake = (): void => this.#wake();
    signal.addEventListener("abort", wake, { once: true });
    try {
      for (;;) {
        if (signal.aborted) return;
        if (next < this.#first)
          throw new OrchestratorError("not_found", "The beginning of this turn is no longer kept.", {
            status: 410,
            suggestion: "Read the stored turn instead.",
          });
        const event = this.#events[next - this.#first];
        if (event !== undefined) yield [next++, event];
        else if (this.#done) return;
        else await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  cancel(): void {
    this.#controller.abort(new OrchestratorError("cancelled", "Cancelled."));
  }

  #push(event: RunEvent): void {
    this.#events.push(event);
    this.#bytes += event.data.length;
    let drop = 0;
    while (this.#bytes > this.#limit && drop < this.#events.length - 1)
      this.#bytes -= this.#events[drop++]?.data.length ?? 0;
    if (drop > 0) this.#events = this.#events.slice(drop);
    this.#first += drop;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
