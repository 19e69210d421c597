const MASK = "[secret]";

/**
 * A key that does not print itself: `String()`, JSON, template strings and `util.inspect` all give `[secret]`.
 * It does not protect memory; it protects logs, errors and dumps from accidents.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself. Call it where it goes onto the wire and nowhere earlier. */
  reveal(): string {
    return this.#value;
  }

  /** Enough to tell two keys apart (`••••3f9a`), too little to use; keys under 20 characters show nothing. */
  masked(): string {
    return this.#value.length < 20 ? "••••" : `••••${this.#value.slice(-4)}`;
  }

  /** True if both hold the same key. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }
}

// What `util.inspect` and `console.log` call.
Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => MASK });
