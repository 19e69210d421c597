import type { JsonObject } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson } from "../../http/send.ts";
import type { FaceContext } from "../begin-answer.ts";
import { countOperation } from "../count-operation.ts";
import { defined, optionalInteger, optionalText, text } from "../read-fields.ts";
import { scopeOf } from "../turn-request-for.ts";

/** `POST /v1/images/generations`: pictures always come as base64, whatever the provider keeps elsewhere. */
export async function generateImages(
  body: JsonObject,
  request: GatewayRequest,
  { orchestrator, metrics }: FaceContext,
): Promise<void> {
  const model = optionalText(body, "model");
  const asked = {
    ...scopeOf(request.key),
    prompt: text(body["prompt"], "prompt"),
    ...defined({
      model: model === "auto" ? undefined : model,
      count: optionalInteger(body, "n", [1, 10]),
      size: optionalText(body, "size"),
      quality: optionalText(body, "quality"),
      seed: optionalInteger(body, "seed", [0, Number.MAX_SAFE_INTEGER]),
    }),
  };
  const result = await countOperation(request, { metrics, operation: "generate_content" }, () =>
    orchestrator.generateImages(asked, { signal: request.signal }),
  );
  sendJson(request.response, 200, {
    created: Math.floor(Date.now() / 1000),
    data: result.images.map((image) => ({
      ...(image.data === undefined ? { url: image.url } : { b64_json: image.data }),
      ...(result.revisedPrompt === undefined ? {} : { revised_prompt: result.revisedPrompt }),
    })),
    ...(result.usage === undefined
      ? {}
      : {
          usage: {
            input_tokens: result.usage.inputTokens,
            output_tokens: result.usage.outputTokens,
            total_tokens: result.usage.inputTokens + result.usage.outputTokens,
            input_tokens_details: { text_tokens: result.usage.inputTokens, image_tokens: 0 },
          },
        }),
  });
}
