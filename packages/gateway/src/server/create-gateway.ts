import type { RequestListener } from "node:http";
import type { GatewayOptions, GatewaySettings } from "./gateway-options.ts";
import { GatewayState } from "./gateway-state.ts";
import { listen } from "./listen.ts";
import type { Metrics } from "./operations/metrics.ts";

/** A running gateway. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** Where this machine's own programs find it: `url`, but with TLS a port of its own on loopback, since no certificate is for that. */
  readonly localUrl: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** A browser login: a one-time code good for a minute. */
  issueCode(): string;
  /** From now on these settings, in place of those it has. A certificate can be renewed, not begun or ended. Throws `invalid_input` and keeps the old ones. */
  apply(settings: GatewaySettings): void;
  /** Refuses new requests, lets running ones end, at most `ms`. */
  drain(ms: number): Promise<void>;
}

/** Starts the gateway. Throws `invalid_input` where it may not listen there, `network` if it cannot. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const host = options.host ?? "127.0.0.1";
  const state = new GatewayState(options);
  const handle: RequestListener = (request, response) => state.handle(request, response);
  const { server, port, renew } = await listen(handle, { host, port: options.port ?? 0, tls: options.tls });
  const local = options.tls === undefined ? undefined : await listen(handle, { host: "127.0.0.1", port: 0 });
  const servers = local === undefined ? [server] : [server, local.server];
  const shown = `${reachedAs(host)}:${port}`;
  // The address it was told to listen on is its own name, whoever calls it so.
  const ownHosts = local === undefined ? [shown] : [shown, `127.0.0.1:${local.port}`];
  const apply = ({ publicHosts = [], allowedOrigins = [], cacheTtlSeconds = 0, tls }: GatewaySettings): void => {
    if (tls !== undefined) renew(tls);
    state.rules = { port, hosts: [...publicHosts, ...ownHosts], allowedOrigins };
    state.cacheTtlSeconds = cacheTtlSeconds;
  };
  apply({ ...options, tls: undefined });
  return {
    url: `${options.tls === undefined ? "http" : "https"}://${shown}`,
    localUrl: `http://${local === undefined ? shown : `127.0.0.1:${local.port}`}`,
    port,
    metrics: state.metrics,
    issueCode: () => state.sessions.issueCode(state.now()),
    apply,
    drain: (ms) => state.drain(servers, ms),
    [Symbol.asyncDispose]: () => state.drain(servers, 0),
  };
}

/** How this machine's own programs reach what listens on an address: "every address" is none that can be called. */
function reachedAs(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
