import { networkFailure } from "../errors/network-failure.ts";
import { streamOf } from "./body-source.ts";
import type { Door } from "./door.ts";
import type { Exchange } from "./exchange.ts";
import { openExchange } from "./open-exchange.ts";

/** `openExchange` for code that wants a fetch. The request's body may be anything but a stream. */
export function guardedFetch(door: Door, exchange: Exchange): typeof fetch {
  return async (input, init = {}) => {
    try {
      const asked = Object.fromEntries(new Headers(init.headers));
      const { status, headers } = await openExchange(door, exchange, {
        url: new URL(input instanceof Request ? input.url : input),
        method: init.method ?? "GET",
        headers: asked,
        body: await plainBody(init.body, asked),
        signal: init.signal ?? undefined,
      });
      const { tap } = exchange;
      const body = tap === undefined ? null : streamOf({ ...tap, read: async () => (await tap.read())?.bytes });
      return new Response(body, { status, headers: [...headers.entries()] });
    } catch (thrown) {
      exchange.failure ??= networkFailure(thrown, new URL(door.baseUrl).host, exchange.context);
      throw exchange.failure;
    }
  };
}

/** A body of any kind as text or bytes; a form brings its own type. */
async function plainBody(
  body: RequestInit["body"] | undefined,
  headers: Record<string, string>,
): Promise<string | Uint8Array | null> {
  if (typeof body === "string") return body;
  if (body === undefined || body === null) return null;
  const whole = new Response(body);
  const type = whole.headers.get("content-type");
  if (type !== null && (body instanceof FormData || headers["content-type"] === undefined))
    headers["content-type"] = type;
  return await whole.bytes();
}
