import type { Cost, JsonObject, Model } from "@ai-orchestrator/contract";

/** One question to the routing model. */
export interface RouterQuestion {
  readonly model: Model;
  readonly system: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
  /** JSON Schema of the answer, for providers that enforce one. */
  readonly schema: JsonObject;
}

/** What the routing model said, and what it cost. */
export interface RouterReply {
  readonly text: string;
  readonly cost?: Cost;
}

/** Answers by prompt fingerprint; keep it in memory, nothing in it is worth storing. */
export interface RouterCache {
  get(key: string): RouterReply | undefined;
  set(key: string, reply: RouterReply): void;
}

/** What `decideWithRouter` needs of the world. */
export interface RouterPort {
  /** Asks the routing model; must stop when `signal` aborts. May throw: the local decision stands then. */
  ask(question: RouterQuestion, options: { readonly signal: AbortSignal }): Promise<RouterReply>;
  /** Resolves after `ms`; rejects when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Fingerprint of a text, for the cache. Without it nothing is cached. */
  fingerprint?(text: string): string;
  readonly cache?: RouterCache;
}

/** The routing model has this long, ms; then the local decision stands. */
export const ROUTER_DEADLINE_MS = 1500;
