/** Cuts a byte stream into whole server-sent events (terminator included) without decoding it. */
export class SseFrames {
  #pending: Buffer | undefined;

  /** The whole events this chunk completes, as slices of it where possible. */
  push(chunk: Buffer): readonly Buffer[] {
    const data = this.#pending === undefined ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = undefined;
    const frames: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = frameEnd(data, start);
      if (end < 0) break;
      frames.push(data.subarray(start, end));
      start = end;
    }
    if (start < data.length) this.#pending = data.subarray(start);
    return frames;
  }

  /** What came after the last whole event. */
  rest(): Buffer | undefined {
    const rest = this.#pending;
    this.#pending = undefined;
    return rest;
  }

  /** Bytes that wait for their end. */
  get waiting(): number {
    return this.#pending?.length ?? 0;
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
