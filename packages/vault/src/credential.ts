import type { CredentialSource } from "@ai-orchestrator/contract";
import type { Secret } from "./secret.ts";

/** What authenticates to one provider, and where it was found. */
export interface Credential {
  readonly provider: string;
  readonly value: Secret;
  /** The only origin (`https://api.openai.com`) this key may be sent to; absent until the first use binds it. */
  readonly origin?: string;
  readonly source: CredentialSource;
  /** E.g. the environment variable's name or the vault file. */
  readonly sourceDetail?: string;
  /** Epoch ms; unknown for the environment. */
  readonly storedAt?: number;
}

/** One stored credential without its key. */
export interface StoredCredential {
  readonly provider: string;
  readonly origin?: string;
  readonly storedAt?: number;
  readonly sourceDetail?: string;
}

/** Whether a place that keeps credentials can be used now. */
export interface BackendStatus {
  readonly source: CredentialSource;
  readonly state: "available" | "absent" | "locked" | "hangs" | "failed";
  /** One line a person reads: what it is, or why it cannot be used. */
  readonly reason: string;
  /** One line: what to do. */
  readonly suggestion?: string;
}

/**
 * A place that keeps credentials, one a provider. Every implementation passes `describeBackend`.
 * `get` gives undefined only for "not stored"; a place that cannot be read throws `vault` (`details.problem`
 * is `locked`, `damaged`, …), so that nobody takes "locked" for "no key". Writes are durable when they resolve.
 */
export interface CredentialBackend {
  readonly source: CredentialSource;
  /** Never throws. May take as long as the place's time limit. */
  status(): Promise<BackendStatus>;
  get(provider: string): Promise<Credential | undefined>;
  /** Stores or replaces; without an origin the first use binds the key. Throws `unsupported` where the place cannot be written (the environment). */
  set(provider: string, secret: string, binding: { readonly origin?: string }): Promise<void>;
  /** True if there was one. */
  remove(provider: string): Promise<boolean>;
  /** Without keys, in the order of provider ids. */
  list(): Promise<readonly StoredCredential[]>;
}
