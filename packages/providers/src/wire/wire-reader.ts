import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";

/** Reads the events of one stream in one dialect. Work per event does not grow with the stream. */
export interface WireReader {
  /** Takes the next event. Throws where it is nothing this dialect knows; the stream cannot be trusted from there on. */
  read(event: JsonObject): void;
  /** Asked when a stream ends: members that the same request is to be sent again with, for the rest of the answer. */
  rest?(): JsonObject | undefined;
  /** The answer is over: closes what is open and says how it finished. */
  end(): void;
}

/** A reader for one stream; the SDK's stream parts that its events mean go to `emit`, in order. */
export type CreateReader = (emit: (part: LanguageModelV4StreamPart) => void) => WireReader;
