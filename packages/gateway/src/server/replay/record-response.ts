import type { ServerResponse } from "node:http";

/** An answer as it went out. */
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Headers that say what the answer is; the others are each request's own. */
const KEPT = /^(?:content-type|x-aio-(?:model|provider|reason|cost|attempts))$/;

/**
 * Listens to what is written to a response. `onEnd` gets the answer when it went out whole, or undefined when it did
 * not or was larger than `limit` bytes. Wraps this one response's `write` and `end`: every face writes in its own way.
 */
export function recordResponse(
  response: ServerResponse,
  limit: number,
  onEnd: (answer: RecordedAnswer | undefined) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk !== "string" && !Buffer.isBuffer(chunk)) return;
    const bytes =
      typeof chunk === "string"
        ? Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
        : Buffer.from(chunk);
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  };
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  response.write = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk, rest[0]);
    return (write as (...args: unknown[]) => boolean)(chunk, ...rest);
  }) as typeof response.write;
  response.end = ((chunk: unknown, ...rest: never[]) => {
    keep(chunk, rest[0]);
    return (end as (...args: unknown[]) => ServerResponse)(chunk, ...rest);
  }) as typeof response.end;
  response.once("close", () => {
    const whole = response.writableFinished && size <= limit;
    onEnd(
      whole ? { status: response.statusCode, headers: keptHeaders(response), body: Buffer.concat(chunks) } : undefined,
    );
  });
}

function keptHeaders(response: ServerResponse): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(response.getHeaders())
      .filter(([name]) => KEPT.test(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
