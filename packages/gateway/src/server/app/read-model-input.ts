import type { CallScope, ImagePart, JsonObject, Orchestrator } from "@ai-orchestrator/contract";
import { defined, list, object, optionalInteger, optionalNumber, optionalText, text } from "../faces/read-fields.ts";

/** What `embed` is asked. */
export function readEmbedInput(input: JsonObject): Parameters<Orchestrator["embed"]>[0] {
  return {
    ...readScope(input),
    model: text(input["model"], "model"),
    texts: list(input["texts"], "texts").map((one, index) => text(one, `texts[${index}]`)),
    ...defined({ dimensions: optionalInteger(input, "dimensions", [1, 100_000]) }),
  };
}

/** What `generateImages` is asked. */
export function readImageInput(input: JsonObject): Parameters<Orchestrator["generateImages"]>[0] {
  const images = input["images"];
  return {
    ...readScope(input),
    prompt: text(input["prompt"], "prompt"),
    ...defined({
      model: optionalText(input, "model"),
      count: optionalInteger(input, "count", [1, 10]),
      size: optionalText(input, "size"),
      seed: optionalInteger(input, "seed", [0, Number.MAX_SAFE_INTEGER]),
      quality: optionalText(input, "quality"),
      images:
        images === undefined
          ? undefined
          : list(images, "images").map((one, index) => picture(object(one, `images[${index}]`), index)),
    }),
  };
}

/** As a turn says it; the key is the server's to name. */
function readScope(input: JsonObject): CallScope {
  const { policy } = input;
  return defined({
    policy: policy === undefined || policy === null ? undefined : object(policy, "policy"),
    client: optionalText(input, "client"),
    timeoutMs: optionalNumber(input, "timeoutMs", [1, Number.MAX_SAFE_INTEGER]),
  });
}

function picture(part: JsonObject, index: number): ImagePart {
  const mediaType = text(part["mediaType"], `images[${index}].mediaType`);
  const [data, url] = [optionalText(part, "data"), optionalText(part, "url")];
  return { type: "image", mediaType, ...(data === undefined ? {} : { data }), ...(url === undefined ? {} : { url }) };
}
