import type { Orchestrator } from "@ai-orchestrator/contract";
import { openLocalOrchestrator } from "./open-local-orchestrator.ts";
import type { OpenOptions } from "./open-options.ts";

/**
 * The orchestrator as a library: `query`, `stream`, `compare`, `route`, `models`. Dispose it when done
 * (`await using orchestrator = await createOrchestrator()`). Uses the same config, keys and history as `aio`;
 * `ephemeral: true` keeps nothing on disk. Throws `invalid_config`.
 */
export async function createOrchestrator(options: OpenOptions = {}): Promise<Orchestrator> {
  return openLocalOrchestrator(options);
}
