import type { LocalProbe } from "./local-probe.ts";
import { countOf, fieldsOf, listOf, textOf, type Fields } from "./read-fields.ts";
import type { ServedModel } from "./to-local-model.ts";

const BILLION = 1_000_000_000;

/**
 * Models of a llama.cpp server, or undefined if it is none (tools/server/README.md: `/props`, `/v1/models`). In
 * router mode there are several, and `/props` describes none of them.
 */
export async function listLlamaCppModels(probe: LocalProbe): Promise<readonly ServedModel[] | undefined> {
  const props = fieldsOf(await probe.get("/props"));
  const isRouter = props["role"] === "router";
  if (!isRouter && props["default_generation_settings"] === undefined && props["model_path"] === undefined)
    return undefined;
  const listed = listOf(fieldsOf(await probe.get("/v1/models"))["data"]) ?? [];
  return listed.flatMap((entry) => describe(entry, isRouter ? {} : props));
}

function describe(entry: Fields, props: Fields): ServedModel[] {
  const id = textOf(entry["id"]);
  if (id === undefined) return [];
  const meta = fieldsOf(entry["meta"]);
  const modalities = fieldsOf(props["modalities"]);
  const template = fieldsOf(props["chat_template_caps"]);
  const weights = countOf(meta["n_params"]);
  return [
    {
      id,
      contextWindow: countOf(fieldsOf(props["default_generation_settings"])["n_ctx"]) ?? countOf(meta["n_ctx_train"]),
      parameters: weights === undefined ? undefined : weights / BILLION,
      ...(props["modalities"] === undefined
        ? {}
        : { vision: modalities["vision"] === true, audio: modalities["audio"] === true }),
      ...(props["chat_template_caps"] === undefined
        ? {}
        : { tools: template["supports_tools"] === true || template["supports_tool_calls"] === true }),
    },
  ];
}
