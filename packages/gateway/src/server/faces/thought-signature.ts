import type { ProviderMetadata } from "@ai-orchestrator/contract";

/** Google's signature of a thought, from the Gemini API or from Vertex AI. */
export function thoughtSignature(metadata: ProviderMetadata | undefined): string | undefined {
  const own = metadata?.["google"] ?? metadata?.["googleVertex"] ?? metadata?.["vertex"];
  const value = own?.["thoughtSignature"];
  return typeof value === "string" ? value : undefined;
}
