import type { ProviderMetadata } from "@ai-orchestrator/contract";
import type { SharedV4ProviderMetadata } from "@ai-sdk/provider";

/** The member that carries provider metadata, if there is any. */
export function metadata(value: SharedV4ProviderMetadata | undefined): { providerMetadata?: ProviderMetadata } {
  return value === undefined ? {} : { providerMetadata: value as ProviderMetadata };
}
