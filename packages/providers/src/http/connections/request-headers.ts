import type { RequestHeaders } from "@ai-orchestrator/contract";

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
  const all: Record<string, string> = {};
  for (const name in headers) all[name.toLowerCase()] = headers[name] ?? "";
  return plainHeaders(all);
}

/** The same for names in lower case. */
export function plainHeaders(headers: Readonly<Record<string, string>>): RequestHeaders {
  let lines = "";
  let namesHost = false;
  for (const name in headers) {
    const value = headers[name] ?? "";
    // The value may be a key: it is not told.
    if (!isName(name) || !VALUE.test(value)) throw new TypeError(`The header ${JSON.stringify(name)} cannot be sent.`);
    lines += `${name}: ${value}\r\n`;
    if (name === "host") namesHost = true;
  }
  return { lines, namesHost };
}

/** Names that may be sent, as far as they were asked for. */
const names = new Set<string>();
const MOST_NAMES = 1_000;

function isName(name: string): boolean {
  if (names.has(name)) return true;
  if (!NAME.test(name) || NOT_OURS.has(name)) return false;
  if (names.size < MOST_NAMES) names.add(name);
  return true;
}
