import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { PartSource } from "../stream/part-source.ts";

/** One call made and read by an SDK's model. Aborting `signal` closes its connection, and so does whatever else ends it early. */
export async function openSdkParts(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  signal: AbortSignal,
): Promise<PartSource> {
  const closing = new AbortController();
  const follow = (): void => closing.abort(signal.reason);
  if (signal.aborted) follow();
  signal.addEventListener("abort", follow, { once: true });
  const close = (): void => {
    signal.removeEventListener("abort", follow);
    closing.abort(GIVEN_UP);
  };
  try {
    const { stream } = await model.doStream({ ...options, abortSignal: closing.signal });
    const reader = stream.getReader();
    return {
      async next() {
        const { value, done } = await reader.read();
        return done ? undefined : [value];
      },
      close: () => {
        close();
        // Whatever the broken pipe still reports is not news.
        void reader.cancel().catch(() => undefined);
      },
    };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

const GIVEN_UP = new Error("The call is over.");
