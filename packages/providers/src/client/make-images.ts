import {
  NO_USAGE,
  OrchestratorError,
  type ImagePart,
  type ImageRequest,
  type ImageResult,
  type Media,
} from "@ai-orchestrator/contract";
import type { ImageModelV4CallOptions, ImageModelV4File, SharedV4ProviderOptions } from "@ai-sdk/provider";
import { sdkFailure } from "../errors/sdk-failure.ts";
import { toBase64 } from "../stream/to-media.ts";
import { openCall, type Connection } from "./connection.ts";

/** Makes pictures. More than a model gives at once are asked for in several requests. */
export async function makeImages(
  connection: Connection,
  request: ImageRequest,
  options: { readonly signal: AbortSignal },
): Promise<ImageResult> {
  const { adapter } = connection;
  const { exchange, link } = await openCall(connection, request.model);
  if (adapter.image === undefined)
    throw new OrchestratorError("unsupported", `${connection.name} makes no pictures.`, {
      provider: connection.provider,
    });
  try {
    const model = await adapter.image(link, request.model);
    const limit =
      typeof model.maxImagesPerCall === "function"
        ? await model.maxImagesPerCall({ modelId: request.model.id })
        : model.maxImagesPerCall;
    const images: Media[] = [];
    let usage = NO_USAGE;
    let revisedPrompt: string | undefined;
    const wanted = request.count ?? 1;
    while (images.length < wanted) {
      const n = Math.min(wanted - images.length, limit ?? wanted);
      const result = await model.doGenerate({
        ...toImageOptions(request, link.provider),
        n,
        abortSignal: options.signal,
      });
      if (result.images.length === 0)
        throw new OrchestratorError("bad_response", `${connection.name} sent no picture.`, {
          provider: connection.provider,
        });
      images.push(...result.images.map((image) => toMedia(image)));
      usage = {
        ...usage,
        inputTokens: usage.inputTokens + (result.usage?.inputTokens ?? 0),
        outputTokens: usage.outputTokens + (result.usage?.outputTokens ?? 0),
      };
      revisedPrompt ??= revisedPromptOf(result.providerMetadata);
    }
    return {
      images,
      ...(usage.outputTokens + usage.inputTokens > 0 ? { usage } : {}),
      ...(revisedPrompt === undefined ? {} : { revisedPrompt }),
    };
  } catch (thrown) {
    throw sdkFailure({ thrown, exchange, signal: options.signal });
  }
}

function toImageOptions(request: ImageRequest, provider: string): Omit<ImageModelV4CallOptions, "n" | "abortSignal"> {
  const size = /^\d+x\d+$/.test(request.size ?? "") ? (request.size as `${number}x${number}`) : undefined;
  const ratio = /^\d+:\d+$/.test(request.size ?? "") ? (request.size as `${number}:${number}`) : undefined;
  const namespace = provider === "vertex-ai" ? "vertex" : provider;
  const passed: SharedV4ProviderOptions =
    request.quality === undefined ? {} : { [namespace]: { quality: request.quality } };
  return {
    prompt: request.prompt,
    size,
    aspectRatio: ratio,
    seed: request.seed,
    providerOptions: passed,
    files: request.images?.map((image) => toImageFile(image)),
    mask: undefined,
  };
}

function toImageFile(image: ImagePart): ImageModelV4File {
  if (image.data !== undefined) return { type: "file", mediaType: image.mediaType, data: image.data };
  if (image.url !== undefined) return { type: "url", url: image.url };
  throw new OrchestratorError("invalid_input", "A picture to start from has neither bytes nor a link.");
}

const SIGNATURES: readonly (readonly [string, string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["UklGR", "image/webp"],
  ["R0lGOD", "image/gif"],
];

function toMedia(image: string | Uint8Array): Media {
  const data = toBase64(image);
  return { data, mediaType: SIGNATURES.find(([start]) => data.startsWith(start))?.[1] ?? "image/png" };
}

function revisedPromptOf(metadata: unknown): string | undefined {
  const match = /"revisedPrompt":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(metadata ?? {}));
  return match?.[1] === undefined ? undefined : (JSON.parse(match[1]) as string);
}
