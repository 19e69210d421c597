import {
  OrchestratorError,
  type CallOptions,
  type Decision,
  type Orchestrator,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import type { ModelRoomKeeper } from "../wiring/model-room.ts";
import type { ProviderAccess } from "../wiring/provider-access.ts";

interface Parts {
  readonly models: ModelRoomKeeper;
  readonly providers: ProviderAccess;
  readonly route: (request: TurnRequest, call?: CallOptions) => Promise<Decision>;
  readonly call: CallOptions | undefined;
}

/** Makes pictures with the named model, or with the one routing chooses. Throws `unsupported` where it cannot. */
export async function makeImages(
  request: Parameters<Orchestrator["generateImages"]>[0],
  { models, providers, route, call }: Parts,
): Promise<Awaited<ReturnType<Orchestrator["generateImages"]>>> {
  const { model: name, ...rest } = request;
  const decision = await route(
    { prompt: request.prompt, task: "image_gen", ...(name === undefined ? {} : { model: name }) },
    call,
  );
  const model = models.now().catalogue.get(decision.model);
  if (model === undefined) throw new OrchestratorError("internal", `${decision.model} is not in the catalogue.`);
  const client = await providers.client(model.provider);
  if (client.generateImages === undefined || !model.output.includes("image")) {
    throw new OrchestratorError("unsupported", `${model.key} makes no pictures.`, {
      suggestion: "Leave the model out, or choose one that gives images.",
    });
  }
  const result = await client.generateImages(
    { ...rest, model },
    { signal: call?.signal ?? new AbortController().signal },
  );
  return { ...result, model: model.key };
}
