import type { LocalProbe } from "./local-probe.ts";
import { countOf, fieldsOf, listOf, textOf } from "./read-fields.ts";
import type { ServedModel } from "./to-local-model.ts";

/**
 * Models of any OpenAI-compatible server, or undefined if nothing of the kind answers. Context windows where the
 * server adds them (vLLM `max_model_len`, others `context_length`).
 */
export async function listEndpointModels(probe: LocalProbe): Promise<readonly ServedModel[] | undefined> {
  const path = new URL(probe.baseUrl).pathname.endsWith("/v1") ? "/v1/models" : "/models";
  return listOf(fieldsOf(await probe.get(path))["data"])?.flatMap((entry) => {
    const id = textOf(entry["id"]);
    return id === undefined
      ? []
      : [
          {
            id,
            contextWindow:
              countOf(entry["max_model_len"]) ?? countOf(entry["context_length"]) ?? countOf(entry["context_window"]),
          },
        ];
  });
}
