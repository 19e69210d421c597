import { OrchestratorError, type CallOptions, type Orchestrator } from "@ai-orchestrator/contract";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";
import type { ProviderAccess } from "../wiring/provider-access.ts";

interface Parts {
  readonly models: ModelRoomKeeper;
  readonly providers: ProviderAccess;
  readonly call: CallOptions | undefined;
}

/** Embeds texts with the named model. Throws `unsupported` where its provider cannot. */
export async function embedTexts(
  request: Parameters<Orchestrator["embed"]>[0],
  { models, providers, call }: Parts,
): Promise<Awaited<ReturnType<Orchestrator["embed"]>>> {
  const { catalogue } = await models.enter();
  const statuses = providers.statuses();
  const { model } = catalogue.resolve(request.model, (id) =>
    statuses.some((status) => status.provider === id && status.usable),
  );
  const status = statuses.find((one) => one.provider === model.provider);
  if (status?.usable !== true) {
    throw new OrchestratorError(
      "no_usable_provider",
      `${model.key} cannot be used: ${status?.reason ?? "unknown provider"}.`,
      { suggestion: status?.suggestion ?? "aio doctor" },
    );
  }
  const client = await providers.client(model.provider);
  if (client.embed === undefined || model.kind !== "embedding") {
    throw new OrchestratorError("unsupported", `${model.key} makes no embeddings.`, {
      suggestion: "Choose an embedding model: aio models list --all --json shows kind.",
    });
  }
  const { texts, dimensions } = request;
  const signal = call?.signal ?? new AbortController().signal;
  const result = await client.embed({ model, texts, ...(dimensions === undefined ? {} : { dimensions }) }, { signal });
  return { ...result, model: model.key };
}
