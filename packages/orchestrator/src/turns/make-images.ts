import { OrchestratorError, type CallOptions, type Orchestrator } from "@ai-orchestrator/contract";
import type { House } from "../wiring/open-house.ts";

/** Makes pictures with the named model, or with the one routing chooses, and its fallbacks. Throws `unsupported` where it cannot. */
export async function makeImages(
  { model: name, ...rest }: Parameters<Orchestrator["generateImages"]>[0],
  { models, engine }: House,
  call: CallOptions | undefined,
): Promise<Awaited<ReturnType<Orchestrator["generateImages"]>>> {
  const open = await engine();
  const decision = await open.route(
    {
      prompt: rest.prompt,
      task: "image_gen",
      ...(name === undefined ? {} : { model: name }),
      ...(rest.policy === undefined ? {} : { policy: rest.policy }),
      ...(rest.keyId === undefined ? {} : { keyId: rest.keyId }),
    },
    call,
  );
  const able = [decision.model, ...decision.fallbacks].filter((key) =>
    models.now().catalogue.get(key)?.output.includes("image"),
  );
  if (able.length === 0) {
    throw new OrchestratorError("unsupported", `${decision.model} makes no pictures.`, {
      suggestion: "Leave the model out, or choose one that gives images.",
    });
  }
  return open.generateImages({ ...rest, models: able }, call);
}
