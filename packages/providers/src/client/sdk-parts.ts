import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { PartSource } from "../stream/part-source.ts";

/** One call made and read by an SDK's model. Aborting the options' signal closes its connection. */
export async function openSdkParts(model: LanguageModelV4, options: LanguageModelV4CallOptions): Promise<PartSource> {
  const { stream } = await model.doStream(options);
  const reader = stream.getReader();
  return {
    async next() {
      const { value, done } = await reader.read();
      return done ? undefined : [value];
    },
    // Whatever the broken pipe still reports is not news.
    close: () => void reader.cancel().catch(() => undefined),
  };
}
