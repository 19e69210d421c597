import { listEndpointModels } from "./list-endpoint-models.ts";
import type { LocalProbe } from "./local-probe.ts";
import { fieldsOf } from "./read-fields.ts";
import type { ServedModel } from "./to-local-model.ts";

/**
 * Models of an `mlx_lm.server` or `mlx_vlm.server`, or undefined if it is none. Both list the models in the
 * Hugging Face cache, speak no word of their name, and share llama.cpp's port: what answers `/health` and
 * `/v1/models` but has no `/props` is taken for one.
 */
export async function listMlxModels(probe: LocalProbe): Promise<readonly ServedModel[] | undefined> {
  const [health, props] = await Promise.all([probe.get("/health"), probe.get("/props")]);
  const status = fieldsOf(health)["status"];
  if ((status !== "ok" && status !== "healthy") || props !== undefined) return undefined;
  return listEndpointModels(probe);
}
