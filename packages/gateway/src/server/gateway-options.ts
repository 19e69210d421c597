import type { Logger, Orchestrator, RelayAccess } from "@ai-orchestrator/contract";
import type { KeyStore } from "./access/key-store.ts";

/** What may change while the gateway runs. */
export interface GatewaySettings {
  readonly allowedOrigins?: readonly string[];
  /** Host names it answers to besides loopback's, with the port where callers write one that is not ours. */
  readonly publicHosts?: readonly string[];
  /** Seconds identical requests may be answered from memory; 0 for never. */
  readonly cacheTtlSeconds?: number;
  /** Certificate (with those between it and the root) and key, in PEM. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | undefined;
}

/** What the gateway serves and to whom. With `tls` it speaks only TLS, but for a door of its own on loopback. */
export interface GatewayOptions extends GatewaySettings {
  readonly orchestrator: Orchestrator;
  readonly relay: RelayAccess;
  /** The owner's token: 32 random bytes, base64url. */
  readonly token: string;
  readonly keys: KeyStore;
  readonly host?: string;
  /** 0 for a free one. */
  readonly port?: number;
  readonly now?: () => number;
  readonly logger?: Logger;
  readonly version?: string;
  /** A collector that gets a span for each model call, in OTLP over HTTP. */
  readonly otlpEndpoint?: string;
  /** The owner asked the server to end; without it there is no such request. */
  readonly onShutdown?: () => void;
  readonly timeouts?: Partial<GatewayTimeouts>;
}

/** Limits on time, ms. */
export interface GatewayTimeouts {
  /** One request to its end, fail-overs included. */
  readonly totalMs: number;
  /** Until an upstream's headers. */
  readonly headersMs: number;
  /** Between two pieces of an upstream's answer. */
  readonly idleMs: number;
  /** Silence after which a stream says that it lives. */
  readonly keepAliveMs: number;
}

/** The limits where nothing else is said: long enough for a model that thinks, short enough that nothing hangs for ever. */
export const GATEWAY_TIMEOUTS: GatewayTimeouts = {
  totalMs: 900_000,
  headersMs: 600_000,
  idleMs: 180_000,
  keepAliveMs: 15_000,
};
