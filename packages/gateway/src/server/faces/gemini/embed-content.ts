import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import type { GatewayRequest } from "../../http/gateway-request.ts";
import { sendJson } from "../../http/send.ts";
import type { FaceContext } from "../begin-answer.ts";
import { countOperation } from "../count-operation.ts";
import { cannot, defined, list, object, optionalInteger, wrong } from "../read-fields.ts";
import { scopeOf } from "../turn-request-for.ts";
import type { GeminiCall } from "./read-call.ts";
import { contentText } from "./read-contents.ts";
import { camelFields } from "./read-generate-request.ts";

/** `embedContent` and `batchEmbedContents`, of which Google's own clients say the second for either: any model that makes embeddings. */
export async function embedContent(
  body: JsonObject,
  request: GatewayRequest,
  { call, orchestrator, metrics }: FaceContext & { readonly call: GeminiCall },
): Promise<void> {
  const isBatch = call.method === "batchEmbedContents";
  const { texts, dimensions } = isBatch ? readBatch(body, call.model) : readOne(body, "", call.model);
  const asked = { ...scopeOf(request.key), model: call.model, texts, ...defined({ dimensions }) };
  const result = await countOperation(request, { metrics, operation: "embeddings" }, () =>
    orchestrator.embed(asked, { signal: request.signal }),
  );
  const embeddings = result.vectors.map((values) => ({ values }));
  const usageMetadata = { promptTokenCount: result.usage.inputTokens };
  sendJson(request.response, 200, { ...(isBatch ? { embeddings } : { embedding: embeddings[0] }), usageMetadata });
}

interface Embedding {
  readonly texts: readonly string[];
  readonly dimensions: number | undefined;
}

function readBatch(body: JsonObject, model: string): Embedding {
  const rows = list(body["requests"], "requests");
  const read = rows.map((row, index) => {
    const path = `requests[${index}]`;
    return readOne(object(row, path), `${path}.`, model);
  });
  const [first] = read;
  if (first === undefined) throw wrong("requests", "a list with at least one request");
  const other = read.findIndex(({ dimensions }) => dimensions !== first.dimensions);
  if (other > 0)
    throw cannot(`requests[${other}].outputDimensionality`, "all texts of a batch get vectors of one length");
  return { texts: read.flatMap(({ texts }) => texts), dimensions: first.dimensions };
}

function readOne(body: JsonObject, prefix: string, model: string): Embedding {
  const fields = camelFields(body);
  const { content, taskType, title, model: named } = fields;
  if (isSaid(named) && named !== model && named !== `models/${model}`)
    throw wrong(`${prefix}model`, `the model of the path, models/${model}`);
  // It changes the vectors, and who makes them is told nothing but the text.
  if (isSaid(taskType) && taskType !== "TASK_TYPE_UNSPECIFIED")
    throw cannot(`${prefix}taskType`, "vectors for one task cannot be asked of every provider; leave it out");
  if (isSaid(title)) throw cannot(`${prefix}title`, "it belongs to a task type; leave it out");
  const text = contentText(content, `${prefix}content`);
  if (text === "") throw wrong(`${prefix}content`, "a content with text");
  return {
    texts: [text],
    dimensions: optionalInteger(fields, "outputDimensionality", [1, 100_000]),
  };
}

function isSaid(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}
