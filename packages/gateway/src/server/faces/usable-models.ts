import { OrchestratorError, type ModelInfo, type Orchestrator } from "@ai-orchestrator/contract";
import type { AccessKey } from "../access/key-store.ts";

/** A name a caller may ask for now: a model's, or one of ours that lets the router choose. */
export interface UsableModel {
  readonly id: string;
  /** Absent for the names that let the router choose. */
  readonly model?: ModelInfo;
}

const AUTO = ["auto", "auto:cheap", "auto:best", "auto:local", "auto:code"];

/** What somebody with this key may use now, ours first. */
export async function usableModels(key: AccessKey, orchestrator: Orchestrator): Promise<UsableModel[]> {
  const models = (await orchestrator.models()).filter((model) => model.usable && isAllowed(model, key));
  return [...AUTO.map((id) => ({ id })), ...models.map((model) => ({ id: model.key, model }))];
}

/** The one of that name. Throws `unknown_model`. */
export function oneOf(models: readonly UsableModel[], name: string): UsableModel {
  const found = models.find(({ id }) => id === name);
  if (found === undefined)
    throw new OrchestratorError("unknown_model", `The model "${name}" does not exist here.`, {
      suggestion: "See GET /v1/models.",
    });
  return found;
}

function isAllowed(model: ModelInfo, { allowedModels, localOnly }: AccessKey): boolean {
  if (localOnly === true && !model.local) return false;
  return (
    allowedModels === undefined ||
    allowedModels.includes(model.key) ||
    allowedModels.includes(`${model.provider}/*`) ||
    allowedModels.includes(`${model.provider}/${model.key}`) ||
    allowedModels.includes(`${model.provider}/${model.id}`)
  );
}
