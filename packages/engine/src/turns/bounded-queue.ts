/**
 * One queue between a producer and one listener. At most `capacity` values wait in it: `push` then returns
 * a promise that resolves when there is room, and a producer that awaits it is slowed to the reader's pace.
 * Values come out in the order they went in, each exactly once. `open()` lifts the bound for the few last
 * values of a cancelled turn; `discard()` drops everything because the reader has left.
 */
export class BoundedQueue<T> {
  readonly #capacity: number;
  #values: T[] = [];
  #head = 0;
  #reader: ((result: IteratorResult<T, undefined>) => void) | undefined;
  #writers: (() => void)[] = [];
  #state: "bounded" | "open" | "closed" | "discarded" = "bounded";

  constructor(capacity: number) {
    this.#capacity = Math.max(1, capacity);
  }

  /** Values waiting now. */
  get size(): number {
    return this.#values.length - this.#head;
  }

  /** Adds a value; wait for the promise, if there is one, before adding the next. */
  push(value: T): Promise<void> | undefined {
    if (this.#state === "closed" || this.#state === "discarded") return undefined;
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader({ value, done: false });
      return undefined;
    }
    this.#values.push(value);
    if (this.#state === "open" || this.size < this.#capacity) return undefined;
    return new Promise((resolve) => this.#writers.push(resolve));
  }

  /** The next value, or done when the queue is closed and empty. One reader at a time. */
  next(): Promise<IteratorResult<T, undefined>> {
    if (this.size > 0) return Promise.resolve({ value: this.#take(), done: false });
    if (this.#state === "closed" || this.#state === "discarded")
      return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  /** No more waiting for room: the producer is to finish. */
  open(): void {
    if (this.#state === "bounded") this.#state = "open";
    this.#wakeWriters();
  }

  /** Nothing more will come; what waits can still be read. */
  close(): void {
    if (this.#state !== "discarded") this.#state = "closed";
    this.#endReader();
    this.#wakeWriters();
  }

  /** The reader has left: drops what waits and everything to come. */
  discard(): void {
    this.#state = "discarded";
    this.#values = [];
    this.#head = 0;
    this.#endReader();
    this.#wakeWriters();
  }

  #take(): T {
    const value = this.#values[this.#head] as T;
    this.#values[this.#head] = undefined as T;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#values.length) {
      this.#values = this.#values.slice(this.#head);
      this.#head = 0;
    }
    if (this.size < this.#capacity) this.#wakeWriters();
    return value;
  }

  #endReader(): void {
    if (this.size > 0) return;
    this.#reader?.({ value: undefined, done: true });
    this.#reader = undefined;
  }

  #wakeWriters(): void {
    if (this.#writers.length === 0) return;
    const writers = this.#writers;
    this.#writers = [];
    for (const wake of writers) wake();
  }
}
