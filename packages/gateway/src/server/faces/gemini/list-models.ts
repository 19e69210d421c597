import type { JsonObject } from "@ai-orchestrator/contract";
import { oneOf, type UsableModel } from "../usable-models.ts";

/** `GET /v1beta/models`, in one page; with a name `/v1beta/models/{name}`. Throws `unknown_model`. */
export function geminiModels(models: readonly UsableModel[], name: string | undefined): JsonObject {
  return name === undefined ? { models: models.map(toRow) } : toRow(oneOf(models, name));
}

function toRow({ id, model }: UsableModel): JsonObject {
  return {
    name: `models/${id}`,
    displayName: model?.name ?? id,
    supportedGenerationMethods: ["generateContent", "streamGenerateContent", "countTokens"],
    ...(model === undefined ? {} : { inputTokenLimit: model.contextWindow, outputTokenLimit: model.maxOutput }),
  };
}
