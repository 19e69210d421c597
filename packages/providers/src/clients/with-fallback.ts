import { OrchestratorError } from "@ai-orchestrator/contract";
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamResult,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";

/** The interface to fall back to, with its own provider options. */
export interface Fallback {
  readonly model: LanguageModelV4;
  readonly providerOptions?: SharedV4ProviderOptions;
}

/**
 * The first interface; the second where the endpoint does not know the first one's path (404, 405), as proxies and
 * servers of the user's may not. Nothing was generated then, so this repeats nothing.
 */
export function withFallback(first: LanguageModelV4, second: () => Promise<Fallback>): LanguageModelV4 {
  const doStream = async (options: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> => {
    try {
      return await first.doStream(options);
    } catch (thrown) {
      if (!(thrown instanceof OrchestratorError) || (thrown.status !== 404 && thrown.status !== 405)) throw thrown;
      const { model, providerOptions } = await second();
      return await model.doStream({ ...options, ...(providerOptions === undefined ? {} : { providerOptions }) });
    }
  };
  return {
    specificationVersion: "v4",
    provider: first.provider,
    modelId: first.modelId,
    supportedUrls: first.supportedUrls,
    doStream,
    doGenerate: (options) => first.doGenerate(options),
  };
}
