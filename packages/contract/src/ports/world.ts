/** Time, as it is passed down. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Monotonic ms. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with an AbortError when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` once after `ms`, unless what it returns is called before. For waits that nearly always end unheard: far cheaper than a sleep that is aborted. */
  after(ms: number, run: () => void): () => void;
}

/** Chance, as it is passed down. */
export interface Randomness {
  /** Uniform in [0, 1). */
  random(): number;
  /** A new unguessable id (UUID v7: sorts by time). */
  id(): string;
}

/** Where diagnostics go; text arrives redacted at the sink, never before. */
export interface Logger {
  log(level: "debug" | "info" | "warn" | "error", message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A logger that says nothing. */
export const SILENT_LOGGER: Logger = { log: () => {} };
