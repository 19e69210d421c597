import type { GenerationOptions } from "../generation.ts";
import type { JsonValue } from "../json.ts";
import type { Media, Message, ProviderMetadata, SourcePart } from "../message.ts";
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
  | { readonly type: "reasoning-start"; readonly id: string; readonly providerMetadata?: ProviderMetadata }
  | {
      readonly type: "reasoning-delta";
      readonly id: string;
      readonly text: string;
      readonly providerMetadata?: ProviderMetadata;
    }
  | { readonly type: "reasoning-end"; readonly id: string; readonly providerMetadata?: ProviderMetadata }
  | { readonly type: "text-start"; readonly id: string; readonly providerMetadata?: ProviderMetadata }
  | { readonly type: "text-delta"; readonly id: string; readonly text: string; readonly logprobs?: JsonValue }
  | { readonly type: "text-end"; readonly id: string; readonly providerMetadata?: ProviderMetadata }
  | { readonly type: "tool-call-start"; readonly id: string; readonly name: string }
  | { readonly type: "tool-call-delta"; readonly id: string; readonly json: string }
  | {
      readonly type: "tool-call";
      readonly id: string;
      readonly name: string;
      readonly input: JsonValue;
      readonly rawInput: string;
      readonly providerMetadata?: ProviderMetadata;
    }
  | ({ readonly type: "source" } & Omit<SourcePart, "type">)
  | ({ readonly type: "image"; readonly providerMetadata?: ProviderMetadata } & Media)
  | ({ readonly type: "file"; readonly providerMetadata?: ProviderMetadata } & Media)
  | { readonly type: "downloading"; readonly message: string; readonly progress?: number }
  | {
      readonly type: "finish";
      readonly reason: FinishReason;
      readonly usage: Usage;
      readonly providerMetadata?: ProviderMetadata;
    };
