/** A body that is read piece by piece. */
export interface BodySource {
  /** The next piece, never empty; undefined at the end. Rejects with what broke the connection. One read at a time. */
  read(): Promise<Uint8Array | undefined>;
  /** True where a read would not have to wait; not known without it. */
  isReady?(): boolean;
  /** Gives the rest up. */
  cancel(reason: unknown): Promise<void>;
}

/** A stream as a source. */
export function sourceOf(stream: ReadableStream<Uint8Array>): BodySource {
  const reader = stream.getReader();
  return {
    async read() {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return undefined;
        if (value.byteLength > 0) return value;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** A source as a stream; nothing is read before it is asked for. */
export function streamOf(source: BodySource): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await source.read();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      },
      cancel: (reason) => source.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
