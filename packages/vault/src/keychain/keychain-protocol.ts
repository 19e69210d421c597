/** One thing to do with the keychain. */
export type KeychainOperation =
  | { readonly op: "get"; readonly account: string }
  | { readonly op: "set"; readonly account: string; readonly secret: string }
  | { readonly op: "remove"; readonly account: string }
  /** Accounts with the origin and time their items carry; never the keys. */
  | { readonly op: "list" }
  /** Writes, reads back and removes a throw-away item: the only way to tell "locked" from "not stored" on Linux. */
  | { readonly op: "probe" };

/** What the child reads from its standard input: one JSON document, then the end of the stream. */
export interface KeychainRequest {
  readonly service: string;
  /** Pins the Linux store; otherwise the library silently falls back to the kernel keyring, which a reboot empties. */
  readonly store?: "secret-service";
  readonly operations: readonly KeychainOperation[];
}

/** An item as `list` reports it. */
export interface KeychainListing {
  readonly account: string;
  readonly origin?: string;
  readonly storedAt?: number;
}

/** What one operation gave: `value` for get (null: not stored), `removed` for remove, `items` for list. */
export type KeychainResult =
  | {
      readonly ok: true;
      readonly value?: string | null;
      readonly removed?: boolean;
      readonly items?: readonly KeychainListing[];
    }
  | { readonly ok: false; readonly message: string };

/** What the child writes to its standard output. */
export type KeychainResponse =
  | { readonly results: readonly KeychainResult[] }
  /** The native library did not load. */
  | { readonly unavailable: string };
