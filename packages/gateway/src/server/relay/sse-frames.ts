const NOTHING = Buffer.alloc(0);
/** Bytes before a cut that may belong to an end after it. */
const SEAM = 2;

/** Cuts a byte stream into whole server-sent events (terminator included) without decoding it. */
export class SseFrames {
  /** Pieces of an event whose end has not come; put together once, since an event may hold a picture. */
  #pending: Buffer[] = [];
  #waiting = 0;
  /** The last bytes of these. */
  #seam: Buffer = NOTHING;

  /** The whole events this chunk completes, as slices of it where possible. */
  push(chunk: Buffer): readonly Buffer[] {
    if (this.#waiting > 0 && !this.#isEnded(chunk)) {
      this.#wait(chunk);
      return [];
    }
    const data = this.#waiting === 0 ? chunk : Buffer.concat([...this.#pending, chunk]);
    this.#clear();
    const frames: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = frameEnd(data, start);
      if (end < 0) break;
      frames.push(data.subarray(start, end));
      start = end;
    }
    if (start < data.length) this.#wait(data.subarray(start));
    return frames;
  }

  /** What came after the last whole event. */
  rest(): Buffer | undefined {
    const rest = this.#waiting === 0 ? undefined : Buffer.concat(this.#pending);
    this.#clear();
    return rest;
  }

  /** Bytes that wait for their end. */
  get waiting(): number {
    return this.#waiting;
  }

  /** True where the chunk, or the cut before it, ends what waits. */
  #isEnded(chunk: Buffer): boolean {
    return frameEnd(Buffer.concat([this.#seam, chunk.subarray(0, SEAM)]), 0) >= 0 || frameEnd(chunk, 0) >= 0;
  }

  #wait(piece: Buffer): void {
    this.#pending.push(piece);
    this.#waiting += piece.length;
    this.#seam = piece.length < SEAM ? Buffer.concat([this.#seam, piece]).subarray(-SEAM) : piece.subarray(-SEAM);
  }

  #clear(): void {
    this.#pending = [];
    this.#waiting = 0;
    this.#seam = NOTHING;
  }
}

/** True where the last byte ends an event. */
export function endsWhole(chunk: Buffer): boolean {
  const { length } = chunk;
  if (length < 2 || chunk[length - 1] !== 10) return false;
  return chunk[length - 2] === 10 || (chunk[length - 2] === 13 && chunk[length - 3] === 10);
}

/** Index after the next blank line (`\n\n` or `\r\n\r\n`), or -1. */
function frameEnd(data: Buffer, start: number): number {
  for (let index = data.indexOf(10, start); index >= 0; index = data.indexOf(10, index + 1)) {
    if (data[index + 1] === 10) return index + 2;
    if (data[index + 1] === 13 && data[index + 2] === 10) return index + 3;
  }
  return -1;
}

/** The JSON of an event's data lines, or undefined for comments, `[DONE]` and what is not JSON. */
export function frameJson(frame: Buffer): Readonly<Record<string, unknown>> | undefined {
  const text = frame.toString("utf8");
  const data = text
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n");
  if (!data.startsWith("{")) return undefined;
  try {
    return JSON.parse(data) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined; // Not JSON: nothing to learn from it; it is relayed as it is.
  }
}
