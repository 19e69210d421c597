import type { UpstreamHeaders } from "@ai-orchestrator/contract";
import type { AnswerHeaders } from "../http-answer.ts";

/** Headers as they were read, names in lower case. */
export class PlainHeaders implements AnswerHeaders {
  readonly #read: UpstreamHeaders;

  constructor(read: UpstreamHeaders) {
    this.#read = read;
  }

  get(name: string): string | null {
    const lower = name.toLowerCase();
    return Object.hasOwn(this.#read, lower) ? (this.#read[lower] ?? null) : null;
  }

  entries(): Iterable<[string, string]> {
    return Object.entries(this.#read);
  }
}
