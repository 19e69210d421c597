import { existsSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";

/** Options every command understands. */
export interface GlobalOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  /** Answers come from a built-in pretend provider and are labelled so. */
  readonly demo?: boolean;
  /** Another config file. */
  readonly config?: string;
  /** Diagnostics as JSON lines, for a program that runs unattended. */
  readonly jsonLogs?: boolean;
}

/** Refuses a `--config` file that is not there: silently using defaults would send a turn where it was not meant to go. Throws `invalid_config`. */
export function requireConfigFile({ config }: GlobalOptions): void {
  if (config === undefined || existsSync(config)) return;
  throw new OrchestratorError("invalid_config", `There is no config file ${config}.`, {
    suggestion: `Check the name, or make one: aio config set --config ${config} defaults.dial balanced`,
  });
}
