import type { ImagePart, Media } from "../message.ts";
import type { Model } from "../model.ts";
import type { ProviderId } from "../provider-id.ts";
import type { Usage } from "../usage.ts";
import type { ModelCall, ModelEvent } from "./model-call.ts";

/**
 * Talks to one provider. Never retries, never waits for limits, never falls back: that is the engine's.
 * Throws OrchestratorError with the provider's own message (redacted of the key), status, request id and
 * `retryAfterMs`. Aborting closes the connection at once and throws `cancelled`.
 */
export interface ProviderClient {
  readonly provider: ProviderId;
  /** Streams one call. */
  stream(call: ModelCall, options: { readonly signal: AbortSignal }): ModelStream;
  /** Embeds texts; absent where the provider cannot. */
  embed?(request: EmbedRequest, options: { readonly signal: AbortSignal }): Promise<EmbedResult>;
  /** Makes pictures; absent where the provider cannot. */
  generateImages?(request: ImageRequest, options: { readonly signal: AbortSignal }): Promise<ImageResult>;
  /** Models the provider lists right now (the local ones know only at run time). */
  listModels?(options: { readonly signal: AbortSignal }): Promise<readonly Model[]>;
  /** Cheapest call that proves the credential works; throws `authentication` or `permission` otherwise. */
  verify(options: { readonly signal: AbortSignal }): Promise<void>;
}

/** The events of one call, to be read in one of three ways. Leaving the loop closes the connection. */
export interface ModelStream extends AsyncIterable<ModelEvent> {
  /** The same events, those that came together in one: for who would pay for each step of a loop. */
  readonly batches?: () => AsyncIterator<readonly ModelEvent[], undefined>;
  /**
   * Asks for the answer in one piece and resolves to all its events, `finish` last: one promise where a loop takes many.
   * Where it comes in pieces all the same, those there are so far are in `came`, also when it rejects.
   */
  readonly whole?: (came?: ModelEvent[]) => Promise<readonly ModelEvent[]>;
}

/** Texts to embed. */
export interface EmbedRequest {
  readonly model: Model;
  readonly texts: readonly string[];
  readonly dimensions?: number;
}

/** One vector a text, in order. */
export interface EmbedResult {
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage;
}

/** Pictures to make. */
export interface ImageRequest {
  readonly model: Model;
  readonly prompt: string;
  readonly count?: number;
  /** `1024x1024`. */
  readonly size?: string;
  readonly seed?: number;
  readonly quality?: string;
  readonly images?: readonly ImagePart[];
}

/** The pictures made. */
export interface ImageResult {
  readonly images: readonly Media[];
  readonly usage?: Usage;
  readonly revisedPrompt?: string;
}
