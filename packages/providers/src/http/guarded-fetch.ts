import { networkFailure } from "../errors/network-failure.ts";
import { openExchange, type Door, type Exchange } from "./open-exchange.ts";
import type { BodyTap } from "./tap-body.ts";

/** `openExchange` for code that wants a fetch. The request's body may be anything but a stream. */
export function guardedFetch(door: Door, exchange: Exchange): typeof fetch {
  return async (input, init = {}) => {
    try {
      const response = await openExchange(door, exchange, {
        url: new URL(input instanceof Request ? input.url : input),
        method: init.method,
        headers: init.headers === undefined ? {} : Object.fromEntries(new Headers(init.headers)),
        body: init.body,
        signal: init.signal ?? undefined,
      });
      const { tap } = exchange;
      if (tap === undefined) return response;
      const { status, statusText, headers } = response;
      return new Response(streamOf(tap), { status, statusText, headers });
    } catch (thrown) {
      exchange.failure ??= networkFailure(thrown, new URL(door.baseUrl).host, exchange.context);
      throw exchange.failure;
    }
  };
}

/** A tapped body as a stream; nothing is read before it is asked for. */
function streamOf(tap: BodyTap): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await tap.read();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece.bytes as Uint8Array<ArrayBuffer>);
      },
      cancel: (reason) => tap.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
