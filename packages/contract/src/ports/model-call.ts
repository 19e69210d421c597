import type { ContentEvent } from "../content-event.ts";
import type { GenerationOptions } from "../generation.ts";
import type { Message, ProviderMetadata } from "../message.ts";
import type { Model } from "../model.ts";
import type { FinishReason } from "../turn-event.ts";
import type { Usage } from "../usage.ts";

/** One call of one model: everything a provider needs, nothing it must look up. */
export interface ModelCall extends GenerationOptions {
  readonly model: Model;
  readonly system?: string;
  readonly messages: readonly Message[];
  /** Same for all attempts of a call, where the provider can de-duplicate. */
  readonly idempotencyKey?: string;
  /** Nobody watches the answer being written and it is expected soon: it may be asked for in one piece. */
  readonly whole?: boolean;
  /** Nothing of it, not even the description of a tool, stays in memory when it is over. */
  readonly incognito?: boolean;
}

/** What a provider says about its limits right now. */
export interface RateLimitSnapshot {
  readonly requestsLimit?: number;
  readonly requestsRemaining?: number;
  readonly requestsResetMs?: number;
  readonly tokensLimit?: number;
  readonly tokensRemaining?: number;
  readonly tokensResetMs?: number;
}

/** Event of one model call, in the order the provider sent it. Ends with exactly one `finish`; errors are thrown. */
export type ModelEvent =
  | {
      readonly type: "response-start";
      readonly responseId?: string;
      readonly modelId?: string;
      readonly rateLimits?: RateLimitSnapshot;
      readonly warnings?: readonly string[];
    }
  | ContentEvent
  | { readonly type: "downloading"; readonly message: string; readonly progress?: number }
  | {
      readonly type: "finish";
      readonly reason: FinishReason;
      readonly usage: Usage;
      readonly providerMetadata?: ProviderMetadata;
    };
