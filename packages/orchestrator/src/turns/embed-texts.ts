import { OrchestratorError, type CallOptions, type Orchestrator } from "@ai-orchestrator/contract";
import type { House } from "../wiring/open-house.ts";

/** Embeds texts with the named model, behind the same gates, limits and books as a turn. Throws `unsupported` where it makes no embeddings. */
export async function embedTexts(
  { model: name, ...rest }: Parameters<Orchestrator["embed"]>[0],
  { models, providers, engine }: House,
  call: CallOptions | undefined,
): Promise<Awaited<ReturnType<Orchestrator["embed"]>>> {
  await models.enter();
  const usable = new Set(providers.statuses().flatMap((status) => (status.usable ? [status.provider] : [])));
  const { model } = models.resolve(name, (provider) => usable.has(provider));
  if (!usable.has(model.provider)) {
    const status = providers.statuses().find((one) => one.provider === model.provider);
    throw new OrchestratorError(
      "no_usable_provider",
      `${model.key} cannot be used: ${status?.reason ?? "unknown provider"}.`,
      { suggestion: status?.suggestion ?? "aio doctor" },
    );
  }
  if (model.kind !== "embedding") {
    throw new OrchestratorError("unsupported", `${model.key} makes no embeddings.`, {
      suggestion: "Choose an embedding model: aio models list --all --json shows kind.",
    });
  }
  return (await engine()).embed({ ...rest, models: [model.key] }, call);
}
