/** What passed through a tapped body so far. */
export interface BodyTap {
  readonly stream: ReadableStream<Uint8Array>;
  /** The first 16 KB as text, for telling what an unreadable answer was. */
  head(): string;
  /** True if the last bytes were the `[DONE]` of OpenAI-style streams. */
  endsWithDone(): boolean;
}

/** How the tap reports trouble; each returns the error the stream then fails with. */
export interface TapFailures {
  /** The connection failed while the body was read. */
  readonly onReadError: (thrown: unknown) => Error;
  /** The bytes are not UTF-8. */
  readonly onBadText: () => Error;
  /** A chunk arrived: the provider is alive. */
  readonly onChunk: () => void;
  /** The body is over, cleanly or not. */
  readonly onEnd: () => void;
}

const HEAD_BYTES = 16 * 1024;
const TAIL_BYTES = 32;

/** Passes a body through unchanged while watching it. Costs per chunk do not grow with the body. */
export function tapBody(body: ReadableStream<Uint8Array>, failures: TapFailures): BodyTap {
  const reader = body.getReader();
  const memory = createEnds();
  const isText = createTextCheck();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const next = await reader.read().catch((thrown: unknown) => ({ thrown }));
    if ("thrown" in next) {
      failures.onEnd();
      controller.error(failures.onReadError(next.thrown));
    } else if (!isText(next.value)) {
      failures.onEnd();
      controller.error(failures.onBadText());
      await reader.cancel().catch(() => undefined);
    } else if (next.done) {
      failures.onEnd();
      controller.close();
    } else {
      failures.onChunk();
      memory.add(next.value);
      controller.enqueue(next.value);
    }
  };
  const cancel = async (reason: unknown): Promise<void> => {
    failures.onEnd();
    await reader.cancel(reason);
  };
  const stream = new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 });
  return { stream, head: memory.head, endsWithDone: () => memory.tail().trimEnd().endsWith("[DONE]") };
}

/** Keeps the beginning and the end of what passes by. */
function createEnds(): { add(chunk: Uint8Array): void; head(): string; tail(): string } {
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let tail: Uint8Array = new Uint8Array();
  return {
    add(chunk) {
      if (headBytes < HEAD_BYTES) {
        head.push(chunk.subarray(0, HEAD_BYTES - headBytes));
        headBytes += chunk.byteLength;
      }
      tail = chunk.byteLength >= TAIL_BYTES ? chunk.subarray(-TAIL_BYTES) : concat([tail, chunk]).subarray(-TAIL_BYTES);
    },
    head: () => new TextDecoder().decode(concat(head)),
    tail: () => new TextDecoder().decode(tail),
  };
}

/** True for every chunk (and, called without one, for the end) that continues valid UTF-8, wherever it was cut. */
function createTextCheck(): (chunk?: Uint8Array) => boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (chunk) => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      // The decoder's only failure is the one asked about.
      return false;
    }
  };
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.byteLength;
  }
  return joined;
}
