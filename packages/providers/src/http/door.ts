import { OrchestratorError, type ProviderId } from "@ai-orchestrator/contract";
import type { ProviderTimeouts } from "../facts/provider-facts.ts";
import type { Send, SendWhole } from "./http-answer.ts";

/** One provider's door to the network. */
export interface Door {
  readonly provider: ProviderId;
  readonly baseUrl: string;
  /** Scheme, host and port of `baseUrl`: nobody else is contacted. */
  readonly origin: string;
  readonly send: Send;
  readonly sendWhole: SendWhole;
  /** Headers that authenticate, names in lower case; looked up when a request is made. */
  readonly authorize: () => Promise<Readonly<Record<string, string>>>;
  /** The user's extra headers; they win. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: ProviderTimeouts;
  readonly now: () => number;
}

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "x-api-key",
  "x-goog-api-key",
  "proxy-authorization",
  "cookie",
]);

/** What goes out through a door: the request's own headers without any credential, that of the door, and the user's, which win. */
export function headersThrough(
  door: Door,
  asked: Readonly<Record<string, string>>,
  credential: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in asked) {
    const lower = name.toLowerCase();
    if (!CREDENTIAL_HEADERS.has(lower)) headers[lower] = asked[name] ?? "";
  }
  return Object.assign(headers, credential, ownHeaders(door));
}

/** By door: the user's headers as they are sent, checked once. */
const checked = new WeakMap<Door, Readonly<Record<string, string>>>();

function ownHeaders(door: Door): Readonly<Record<string, string>> {
  const known = checked.get(door);
  if (known !== undefined) return known;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(door.headers)) {
    if (!isHeader(name, value)) {
      throw new OrchestratorError("invalid_config", `The header "${name}" cannot be sent.`, {
        provider: door.provider,
        suggestion: `Correct providers.${door.provider}.headers: plain names, no line breaks, no characters beyond Latin-1.`,
      });
    }
    headers[name.toLowerCase()] = value;
  }
  checked.set(door, headers);
  return headers;
}

/** RFC 9110 §5.1 and §5.5: a token as the name, printable Latin-1 as the value. */
function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
