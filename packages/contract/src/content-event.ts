import type { JsonValue } from "./json.ts";
import type { Media, ProviderMetadata, SourcePart } from "./message.ts";

/** A piece of an answer as it streams: the same from a provider to the engine and from the engine to every surface. Blocks of one id start, continue and end in order. */
export type ContentEvent =
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
  | {
      readonly type: "tool-call-start";
      readonly id: string;
      readonly name: string;
      /** What is known of it already; all of it comes with `tool-call`. */
      readonly providerMetadata?: ProviderMetadata;
    }
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
  | ({ readonly type: "file"; readonly providerMetadata?: ProviderMetadata } & Media);
