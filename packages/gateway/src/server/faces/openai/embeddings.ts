import type { JsonObject } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson } from "../../http/send.ts";
import type { FaceContext } from "../begin-answer.ts";
import { countOperation } from "../count-operation.ts";
import { cannot, list, optionalInteger, optionalText, text, wrong } from "../read-fields.ts";
import { scopeOf } from "../turn-request-for.ts";

/** `POST /v1/embeddings`. */
export async function embeddings(
  body: JsonObject,
  request: GatewayRequest,
  { orchestrator, metrics }: FaceContext,
): Promise<void> {
  const { input } = body;
  const texts =
    typeof input === "string"
      ? [input]
      : list(input, "input").map((one, index) => {
          if (typeof one === "number" || Array.isArray(one))
            throw cannot(
              `input[${index}]`,
              "token numbers belong to one provider; send text (LangChain: check_embedding_ctx_length=False)",
            );
          return text(one, `input[${index}]`);
        });
  if (texts.length === 0) throw wrong("input", "at least one text");
  const format = optionalText(body, "encoding_format") ?? "float";
  if (format !== "float" && format !== "base64") throw wrong("encoding_format", "float or base64");
  const dimensions = optionalInteger(body, "dimensions", [1, 100_000]);
  const asked = {
    ...scopeOf(request.key),
    model: optionalText(body, "model") ?? "text-embedding-3-small",
    texts,
    ...(dimensions === undefined ? {} : { dimensions }),
  };
  const result = await countOperation(request, { metrics, operation: "embeddings" }, () =>
    orchestrator.embed(asked, { signal: request.signal }),
  );
  sendJson(request.response, 200, {
    object: "list",
    model: result.model,
    data: result.vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: format === "float" ? vector : Buffer.from(new Float32Array(vector).buffer).toString("base64"),
    })),
    usage: { prompt_tokens: result.usage.inputTokens, total_tokens: result.usage.inputTokens },
  });
}
