import type { KnownProvider, WireProtocol } from "@ai-orchestrator/contract";

/** How a key travels: always in a header, never in a URL. */
export type AuthScheme = "bearer" | "x-api-key" | "x-goog-api-key" | "google-adc" | "optional-bearer";

/** Longest silences a provider is allowed, in milliseconds. */
export interface ProviderTimeouts {
  /** From sending the request to the response's headers. */
  readonly headersMs: number;
  /** Between two chunks of a response body. */
  readonly idleMs: number;
}

/** What is true of a provider before any key or setting is known. */
export interface ProviderFacts {
  readonly id: KnownProvider;
  readonly name: string;
  /** Runs on the user's own machine. */
  readonly local: boolean;
  /** Origin and path prefix every request starts with, unless the user configured another. */
  readonly baseUrl: string;
  readonly auth: AuthScheme;
  /** Environment variables that may hold the key, first match wins. */
  readonly envKeys: readonly string[];
  /** Environment variables that may hold a local server's base URL. */
  readonly envBaseUrls?: readonly string[];
  /** Page where a key is made. */
  readonly keyUrl?: string;
  /** What a key looks like, for telling a wrong paste early; never used to reject. */
  readonly keyHint?: { readonly prefix?: string; readonly minLength: number };
  /** Protocols the gateway may relay byte for byte, best first. */
  readonly protocols: readonly WireProtocol[];
  readonly timeouts: ProviderTimeouts;
}
