import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart, SharedV4Warning } from "@ai-sdk/provider";
import type { CreateReader, WireReader } from "./wire-reader.ts";

/** How the events of one answer are read. */
interface ListedAnswer {
  readonly createReader: CreateReader;
  /** Every event is wanted as it came, too. Without it only the last one is, and what an error came with. */
  readonly wantsRaw: boolean;
}

/** The parts that events of one answer mean, until they are taken. What a reader cannot read becomes an `error` part. */
export class PartList {
  readonly #reader: WireReader;
  readonly #wantsRaw: boolean;
  #parts: LanguageModelV4StreamPart[];
  #last: JsonObject | undefined;

  constructor({ createReader, wantsRaw }: ListedAnswer, warnings: readonly SharedV4Warning[]) {
    this.#wantsRaw = wantsRaw;
    this.#parts = [{ type: "stream-start", warnings: [...warnings] }];
    this.#reader = createReader((part) => this.#parts.push(part));
  }

  get length(): number {
    return this.#parts.length;
  }

  /** Takes the data of the next event. */
  readonly read = (data: string): void => {
    if (data === "[DONE]") return;
    try {
      const event = JSON.parse(data) as JsonObject;
      this.#last = event;
      if (this.#wantsRaw) this.#parts.push({ type: "raw", rawValue: event });
      this.#reader.read(event);
    } catch (error) {
      this.#sayLast();
      this.#parts.push({ type: "error", error });
    }
  };

  /** What the same request is to be sent again with, for the rest of the answer. */
  rest(): JsonObject | undefined {
    return this.#reader.rest?.();
  }

  /** The answer is over. */
  end(): void {
    this.#sayLast();
    try {
      this.#reader.end();
    } catch (error) {
      this.#parts.push({ type: "error", error });
    }
  }

  /** The parts that have come since the last time. */
  take(): readonly LanguageModelV4StreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #sayLast(): void {
    if (!this.#wantsRaw && this.#last !== undefined) this.#parts.push({ type: "raw", rawValue: this.#last });
  }
}
