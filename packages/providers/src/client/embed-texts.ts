import {
  NO_USAGE,
  OrchestratorError,
  type EmbedRequest,
  type EmbedResult,
  type Usage,
} from "@ai-orchestrator/contract";
import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import { sdkFailure } from "../errors/sdk-failure.ts";
import { openCall, type Connection } from "./connection.ts";

/** One vector a text, in order; texts go out in as many requests as the model's batch size needs. */
export async function embedTexts(
  connection: Connection,
  request: EmbedRequest,
  options: { readonly signal: AbortSignal },
): Promise<EmbedResult> {
  const { adapter } = connection;
  const { exchange, link } = await openCall(connection, request.model);
  if (adapter.embedding === undefined)
    throw new OrchestratorError("unsupported", `${connection.name} makes no embeddings.`, {
      provider: connection.provider,
    });
  if (request.texts.length === 0) return { vectors: [], usage: NO_USAGE };
  try {
    const model = await adapter.embedding(link, request.model);
    const batch = (await model.maxEmbeddingsPerCall) ?? request.texts.length;
    const sized =
      request.dimensions === undefined
        ? {}
        : { providerOptions: (adapter.embeddingOptions?.(request.dimensions) ?? {}) as SharedV4ProviderOptions };
    const vectors: (readonly number[])[] = [];
    let tokens: number | undefined;
    for (let at = 0; at < request.texts.length; at += batch) {
      const result = await model.doEmbed({
        values: request.texts.slice(at, at + batch),
        abortSignal: options.signal,
        ...sized,
      });
      vectors.push(...result.embeddings);
      if (result.usage !== undefined) tokens = (tokens ?? 0) + result.usage.tokens;
    }
    if (vectors.length !== request.texts.length)
      throw new OrchestratorError(
        "bad_response",
        `${connection.name} sent ${vectors.length} vectors for ${request.texts.length} texts.`,
      );
    return { vectors, usage: usageOf(tokens, request.texts) };
  } catch (thrown) {
    throw sdkFailure({ thrown, exchange, signal: options.signal });
  }
}

function usageOf(tokens: number | undefined, texts: readonly string[]): Usage {
  if (tokens !== undefined) return { ...NO_USAGE, inputTokens: tokens };
  return {
    ...NO_USAGE,
    inputTokens: Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / 4),
    estimated: true,
  };
}
