import type { JsonObject } from "@ai-orchestrator/contract";
import { oneOf, type UsableModel } from "../usable-models.ts";

/** `GET /v1/models`, or with a name `/v1/models/{name}`. Throws `unknown_model`. */
export function openaiModels(models: readonly UsableModel[], name: string | undefined): JsonObject {
  return name === undefined ? { object: "list", data: models.map(toRow) } : toRow(oneOf(models, name));
}

/** The window is not OpenAI's, but the field in which many clients look for it. */
function toRow({ id, model }: UsableModel): JsonObject {
  return {
    id,
    object: "model",
    created: model?.released === undefined ? 0 : Math.floor(Date.parse(model.released) / 1000) || 0,
    owned_by: model?.provider ?? "ai-orchestrator",
    ...(model === undefined ? {} : { context_length: model.contextWindow }),
  };
}
