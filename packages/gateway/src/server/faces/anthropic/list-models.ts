import type { JsonObject } from "@ai-orchestrator/contract";
import { oneOf, type UsableModel } from "../usable-models.ts";

/** `GET /v1/models` as Anthropic answers it, in one page; with a name `/v1/models/{name}`. Throws `unknown_model`. */
export function anthropicModels(models: readonly UsableModel[], name: string | undefined): JsonObject {
  if (name !== undefined) return toRow(oneOf(models, name));
  const data = models.map(toRow);
  return { data, has_more: false, first_id: models[0]?.id ?? null, last_id: models.at(-1)?.id ?? null };
}

function toRow({ id, model }: UsableModel): JsonObject {
  return {
    type: "model",
    id,
    display_name: model?.name ?? id,
    created_at: new Date(Date.parse(model?.released ?? "") || 0).toISOString(),
    lifecycle: model?.deprecated === undefined ? "active" : "deprecated",
    deprecated_at: null,
    retires_at: null,
    line: null,
    capabilities: null,
    max_input_tokens: model?.contextWindow ?? null,
    max_tokens: model?.maxOutput ?? null,
  };
}
