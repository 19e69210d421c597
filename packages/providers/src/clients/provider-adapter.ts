import type { Model, ModelCall, ModelEvent, ProviderId } from "@ai-orchestrator/contract";
import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { ProviderSettings } from "../facts/provider-deps.ts";
import type { PromptTraits } from "../stream/prompt-traits.ts";
import type { CallKnobs } from "../stream/to-call-options.ts";
import type { CreateReader } from "../wire/wire-reader.ts";

/** Where and how an SDK model reaches its provider. The fetch adds the credential; SDKs get a placeholder key. */
export interface Link {
  readonly provider: ProviderId;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly settings: ProviderSettings;
}

/** How one call is put to the provider. */
export interface CallShape {
  readonly traits: PromptTraits;
  readonly knobs: CallKnobs;
  /** Reasoning arrives as a leading `<think>` block of the text. */
  readonly splitThink?: boolean;
  /** Metadata on reasoning would be refused in the next turn; leave it out. */
  readonly dropReasoningMetadata?: boolean;
}

/** A citation as a provider sent it, without the number we give it. */
export type FoundSource = Omit<Extract<ModelEvent, { type: "source" }>, "type" | "id">;

/** Reads citations out of raw stream events, for providers whose SDK loses them. */
export interface SourceReader {
  /** Citations that are new with this event. */
  read(raw: unknown): readonly FoundSource[];
  /** Citations left over at the end. */
  rest(): readonly FoundSource[];
}

/** One interface of a provider that can answer a call. */
export interface CallInterface {
  readonly model: (link: Link, call: ModelCall) => Promise<LanguageModelV4>;
  /** Reads the answer in the SDK's stead; the SDK's model then only writes the request. */
  readonly reader?: CreateReader;
  /** A whole answer would lose something: it is always asked for as a stream. */
  readonly streamsOnly?: boolean;
  /** The interface's own options in place of the shape's. */
  readonly providerOptions?: SharedV4ProviderOptions;
}

/** A provider as data and three small functions over its SDK package, which is loaded on first use. */
export interface ProviderAdapter {
  shape(call: ModelCall, settings: ProviderSettings): CallShape;
  /** Where a call goes; a second one is for endpoints that do not know the first. */
  interfaces(call: ModelCall, settings: ProviderSettings): readonly [CallInterface, CallInterface?];
  embedding?(link: Link, model: Model): Promise<EmbeddingModelV4>;
  /** Provider options that ask for vectors of a length. */
  embeddingOptions?(dimensions: number): Readonly<Record<string, Record<string, number>>>;
  image?(link: Link, model: Model): Promise<ImageModelV4>;
  sources?(call: ModelCall, settings: ProviderSettings): SourceReader | undefined;
  /** Path of a GET that proves the credential, or a POST whose refusal tells keys apart. */
  readonly verify: VerifyRequest;
}

/** The cheapest request that tells a good key from a bad one. */
export type VerifyRequest =
  | { readonly method: "GET"; readonly path: string }
  /** A request that is refused as bad (400, 422) only after the key was accepted. */
  | {
      readonly method: "POST";
      readonly path: string;
      readonly body: string;
      readonly acceptedStatuses: readonly number[];
    };

/** What SDKs get as a key; it never leaves the process, because the guarded fetch replaces it. */
export const PLACEHOLDER_KEY = "set-by-guarded-fetch";
