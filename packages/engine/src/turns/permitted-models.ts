import { OrchestratorError, type Model } from "@ai-orchestrator/contract";
import { isPermitted } from "./merge-policy.ts";
import type { TurnRun } from "./turn-run.ts";

/** The models behind catalogue keys that pass the policy, in order; throws `no_usable_provider` if none does. */
export function permittedModels(run: Pick<TurnRun, "deps" | "request">, keys: readonly string[]): readonly Model[] {
  const { policy = {} } = run.request;
  const permitted: Model[] = [];
  for (const key of keys) {
    const model = run.deps.catalogue.get(key);
    if (model !== undefined && !permitted.includes(model) && isPermitted(model, policy)) permitted.push(model);
  }
  if (permitted.length > 0) return permitted;
  throw new OrchestratorError(
    "no_usable_provider",
    `None of ${keys.join(", ") || "no models"} may be used under the policy of this turn.`,
    {
      suggestion: run.request.policy?.localOnly
        ? "Start a local model (Ollama, LM Studio, llama.cpp, MLX) or drop --local."
        : "Run `aio doctor` to see which models can be used.",
    },
  );
}
