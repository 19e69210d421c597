import type { JsonObject } from "./json.ts";
import type { ProviderMetadata } from "./message.ts";

/** A function the model may ask for; the caller runs it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema: JsonObject;
  readonly strict?: boolean;
  readonly providerMetadata?: ProviderMetadata;
}

/** Whether and which tool must be used. */
export type ToolChoice =
  | { readonly type: "auto" | "none" | "required" }
  | { readonly type: "tool"; readonly name: string };

/** The shape of the answer. */
export type ResponseFormat =
  | { readonly type: "text" }
  | {
      readonly type: "json";
      readonly schema?: JsonObject;
      readonly name?: string;
      readonly description?: string;
      readonly strict?: boolean;
    };

/** How hard a model should think. `none` switches it off where that is possible. */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high";
