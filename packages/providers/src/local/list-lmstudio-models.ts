import type { LocalProbe } from "./local-probe.ts";
import { readParameters } from "./model-name-facts.ts";
import { countOf, fieldsOf, listOf, textOf, textsOf, type Fields } from "./read-fields.ts";
import type { ServedModel } from "./to-local-model.ts";

/** Models of an LM Studio server, or undefined if it is none (lmstudio.ai/docs/developer/rest: v1 since 0.4, v0 before). */
export async function listLmStudioModels(probe: LocalProbe): Promise<readonly ServedModel[] | undefined> {
  const current = listOf(fieldsOf(await probe.get("/api/v1/models"))["models"]);
  if (current !== undefined) return current.flatMap(describeV1);
  return listOf(fieldsOf(await probe.get("/api/v0/models"))["data"])?.flatMap(describeV0);
}

function describeV1(entry: Fields): ServedModel[] {
  const id = textOf(entry["key"]);
  if (id === undefined) return [];
  const can = fieldsOf(entry["capabilities"]);
  const loaded = listOf(entry["loaded_instances"])
    ?.map((instance) => countOf(fieldsOf(instance["config"])["context_length"]))
    .find((window) => window !== undefined);
  const size = textOf(entry["params_string"]);
  const reasoning = can["reasoning"] ?? can["thinking"];
  return [
    {
      id,
      name: textOf(entry["display_name"]),
      contextWindow: loaded ?? countOf(entry["max_context_length"]),
      parameters: size === undefined ? undefined : readParameters(size),
      vision: can["vision"] === true,
      tools: can["trained_for_tool_use"] === true,
      ...(reasoning === undefined ? {} : { reasoning: reasoning !== false && reasoning !== null }),
      embedding: entry["type"] === "embedding" || entry["type"] === "embeddings",
    },
  ];
}

function describeV0(entry: Fields): ServedModel[] {
  const id = textOf(entry["id"]);
  if (id === undefined) return [];
  return [
    {
      id,
      contextWindow: countOf(entry["loaded_context_length"]) ?? countOf(entry["max_context_length"]),
      vision: entry["type"] === "vlm",
      tools: textsOf(entry["capabilities"])?.includes("tool_use"),
      embedding: entry["type"] === "embeddings",
    },
  ];
}
