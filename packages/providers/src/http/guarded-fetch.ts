import { networkFailure } from "../errors/network-failure.ts";
import { openExchange, type Door, type Exchange } from "./open-exchange.ts";
import { streamOf } from "./body-source.ts";

/** `openExchange` for code that wants a fetch. The request's body may be anything but a stream. */
export function guardedFetch(door: Door, exchange: Exchange): typeof fetch {
  return async (input, init = {}) => {
    try {
      const { status, headers } = await openExchange(door, exchange, {
        url: new URL(input instanceof Request ? input.url : input),
        method: init.method,
        headers: init.headers === undefined ? {} : Object.fromEntries(new Headers(init.headers)),
        body: init.body,
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
