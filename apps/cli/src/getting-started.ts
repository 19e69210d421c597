import { OrchestratorError, type SerializedError } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";

/** The three shortest ways to an answer, for somebody who has nothing set up. */
const WAYS = [
  "aio credentials set openai        store a key (any provider: aio credentials)",
  "ollama run llama3.2               or another local server: Ollama, LM Studio, llama.cpp, MLX",
  'aio --demo "Hello"                see how it works, without a key',
].join("\n");

/** The error, or where no provider at all is set up, one that says how to begin. A local-only turn keeps its own error. */
export async function explainNoProvider(
  error: SerializedError,
  orchestrator: LocalOrchestrator,
  localOnly: boolean,
): Promise<SerializedError> {
  if (error.code !== "no_usable_provider" || localOnly) return error;
  const providers = await orchestrator.providers();
  if (providers.some((provider) => provider.usable)) return error;
  return new OrchestratorError("no_usable_provider", "No provider is set up yet.", { suggestion: WAYS }).toJSON();
}
