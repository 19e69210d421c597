import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";

/** The parts of one streamed answer, in batches as they arrive. */
export interface PartSource {
  /** The next batch, possibly empty; undefined at the end. One at a time. Rejects where the connection fails. */
  next(): Promise<readonly LanguageModelV4StreamPart[] | undefined>;
  /** Nobody reads on. */
  close(): void;
}
