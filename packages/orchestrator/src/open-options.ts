import type { Config } from "@ai-orchestrator/contract";

/** How to open an orchestrator in this process. */
export interface OpenOptions {
  /** The process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where data lives; `AI_ORCHESTRATOR_HOME` or `~/.ai_orchestrator` otherwise. */
  readonly home?: string;
  readonly configFile?: string;
  /** Settings on top of the file's. */
  readonly config?: Config;
  /** Answer from the built-in pretend provider; nothing is stored. */
  readonly demo?: boolean;
  /** Keep nothing on disk: no history, no usage, no audit. */
  readonly ephemeral?: boolean;
  readonly logLevel?: "debug" | "info" | "warn" | "error";
  /** What diagnostics on stderr look like: JSON lines (the default), or words for a person at a terminal. */
  readonly logFormat?: "json" | "text";
  /** Asks a person for the vault's passphrase. */
  readonly passphrase?: () => Promise<string | undefined>;
  readonly fetch?: typeof fetch;
}
