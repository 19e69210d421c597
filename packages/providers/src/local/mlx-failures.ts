import { OrchestratorError, type Model } from "@ai-orchestrator/contract";

/** Nothing answers at `here` and nothing can be started. */
export function noServer(here: string, model?: string): OrchestratorError {
  return new OrchestratorError(
    "unsupported",
    `No MLX server answers at ${here}, and we can start one on Apple Silicon only.`,
    {
      provider: "mlx",
      ...(model === undefined ? {} : { model }),
      suggestion: "Start mlx_lm.server yourself and set providers.mlx.baseUrl, or use Ollama: ollama serve",
    },
  );
}

/** The weights are not in any cache, and fetching them was not allowed. */
export function notOnDisk(model: Model): OrchestratorError {
  return new OrchestratorError("not_found", `${model.name} is not on this machine; nothing was downloaded.`, {
    provider: "mlx",
    model: model.key,
    suggestion: `Download it (several gigabytes): aio models pull ${model.key}`,
  });
}

/** The program that serves the model is not on the PATH. */
export function notInstalled(model: Model): OrchestratorError {
  const name = model.input.includes("image") ? "mlx-vlm" : "mlx-lm";
  return new OrchestratorError("unsupported", `${name} is not installed.`, {
    provider: "mlx",
    model: model.key,
    suggestion: `Install it: pip install -U ${name}`,
  });
}
