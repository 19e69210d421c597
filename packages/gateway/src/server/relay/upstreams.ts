import type { Connections } from "@ai-orchestrator/contract";
import { createRounds, type Rounds } from "./rounds.ts";

/** How upstreams are asked. */
export interface Upstreams {
  readonly connections: Connections;
  /** Those that must not be silent for too long. */
  readonly watch: Rounds;
  readonly patience: Patience;
}

/** Limits on how long an upstream may be silent, ms. */
export interface Patience {
  /** Until the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
}

/** Over connections that are somebody else's. */
export function upstreamsOver(connections: Connections, patience: Patience): Upstreams {
  const { headersMs, idleMs } = patience;
  return { connections, patience, watch: createRounds(Math.min(headersMs, idleMs) / 8) };
}
