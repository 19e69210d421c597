/** Kinds that are kept, and characters of all of them; beyond that the oldest go. */
const MOST_KINDS = 256;
const MOST_CHARS = 1_048_576;
/** Characters of one kind; tools described at greater length are written anew each time. */
const MOST_CHARS_OF_ONE = 131_072;

/** What is known of kinds of calls, by all that a kind has in common. */
export class KeptKinds<T> {
  readonly #kinds = new Map<string, T>();
  #chars = 0;

  has(kind: string): boolean {
    return this.#kinds.has(kind);
  }

  get(kind: string): T | undefined {
    return this.#kinds.get(kind);
  }

  /** True where a kind is not too long to be kept. */
  takes(kind: string): boolean {
    return kind.length <= MOST_CHARS_OF_ONE;
  }

  set(kind: string, value: T): void {
    if (!this.#kinds.has(kind)) this.#chars += kind.length;
    this.#kinds.set(kind, value);
    for (const oldest of this.#kinds.keys()) {
      if (this.#kinds.size <= MOST_KINDS && this.#chars <= MOST_CHARS) break;
      this.#kinds.delete(oldest);
      this.#chars -= oldest.length;
    }
  }
}
