/** Headers of a request as they go out; made once for many requests. */
export interface RequestHeaders {
  /** Each with its line end. */
  readonly lines: string;
  readonly namesHost: boolean;
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const VALUE = /^[\t\x20-\x7E\x80-\xFF]*$/;
/** What the connection says itself, or cannot keep to. */
const NOT_OURS: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The headers, of two with the same name the later. Throws for what would not be one header to whoever reads it. */
export function requestHeaders(headers: Readonly<Record<string, string>>): RequestHeaders {
  const all = new Map<string, string>();
  for (const [written, value] of Object.entries(headers)) {
    const name = written.toLowerCase();
    // The value may be a key: it is not told.
    if (!NAME.test(name) || NOT_OURS.has(name) || !VALUE.test(value))
      throw new TypeError(`The header ${JSON.stringify(written)} cannot be sent.`);
    all.set(name, value);
  }
  const lines = Array.from(all, ([name, value]) => `${name}: ${value}\r\n`).join("");
  return { lines, namesHost: all.has("host") };
}
