/** A value made on first use and then kept; a failed attempt is tried again. */
export interface Lazy<T> {
  get(): T;
  /** The value if it was made already. */
  peek(): T | undefined;
  /** Forgets it, so that the next use makes it anew. */
  reset(): void;
}

/** Puts `make` off until somebody asks. */
export function lazy<T>(make: () => T): Lazy<T> {
  let made: { readonly value: T } | undefined;
  return {
    get: () => {
      if (made !== undefined) return made.value;
      const value = make();
      made = { value };
      if (value instanceof Promise) value.catch(() => (made = undefined));
      return value;
    },
    peek: () => made?.value,
    reset: () => (made = undefined),
  };
}
