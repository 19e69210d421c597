import type { Connections } from "@ai-orchestrator/contract";
import { sendThrough, type HttpRequest, type Send, type SendWhole } from "../http-answer.ts";
import { isReachedByOwnConnections } from "../proxies-of.ts";
import { wholeThrough } from "../whole-through.ts";
import { createDestinations, type DestinationOptions } from "./destinations.ts";
import { requestHeaders } from "./request-headers.ts";
import { sendPlain } from "./send-plain.ts";
import { sendWhole } from "./send-whole.ts";

/** Kept connections, and the ways to send over them. Disposing it breaks off what is still under way. */
export interface ProviderConnections extends Connections, Disposable {
  readonly send: Send;
  readonly sendWhole: SendWhole;
}

/** How connections are made. */
export interface ConnectionsOptions extends Partial<DestinationOptions> {
  /** For what is asked through a proxy that is no HTTP proxy. */
  readonly fetch?: typeof fetch;
}

/** Connections to providers, in HTTP/1.1. Silence is watched by whoever sends; here only connecting is limited, to 15 s by default. */
export function createConnections(options: ConnectionsOptions = {}): ProviderConnections {
  const { connectMs = 15_000, env = {}, fetch } = options;
  const destinations = createDestinations({ connectMs, env });
  const send: Send = (request) => sendPlain(destinations, request);
  const whole: SendWhole = (request) => sendWhole(destinations, request);
  const hasProxy = Object.entries(env).some(([name, value]) => /^https?_proxy$/i.test(name) && value);
  const isOurs = ({ url }: HttpRequest): boolean => !hasProxy || isReachedByOwnConnections(url, env);
  const byFetch = fetch === undefined ? send : sendThrough(fetch);
  const wholeByFetch = fetch === undefined ? whole : wholeThrough(byFetch);
  return {
    headers: requestHeaders,
    post: ({ baseUrl, path, headers, body }, handler) => {
      const to = destinations.of(baseUrl);
      if (!/^[\x21-\x7E]*$/.test(path)) throw new TypeError("The path holds what none may.");
      const host = headers.namesHost ? "" : to.hostLine;
      const head = `POST ${to.base}${path} HTTP/1.1\r\n${host}${to.lines}${headers.lines}content-length: ${body.length}\r\n\r\n`;
      return to.pool.send({ head, body }, handler);
    },
    send: (request) => (isOurs(request) ? send : byFetch)(request),
    sendWhole: (request) => (isOurs(request) ? whole : wholeByFetch)(request),
    [Symbol.dispose]: () => destinations[Symbol.dispose](),
  };
}
