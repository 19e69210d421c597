import type { Budget } from "@ai-orchestrator/contract";

/** Who calls: the owner, or somebody with a virtual key. */
export interface AccessKey {
  /** `owner`, or the key's id. */
  readonly id: string;
  readonly name: string;
  readonly owner: boolean;
  /** Model keys or `provider/*`; unset means all. */
  readonly allowedModels?: readonly string[];
  readonly localOnly?: boolean;
  readonly requestsPerMinute?: number;
  readonly budgets?: readonly Omit<Budget, "scope">[];
  /** Epoch ms. */
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

/** Finds a virtual key by the secret shown. Secrets are kept hashed. */
export interface KeyStore {
  /** The key, also an expired or revoked one; undefined if there is none. */
  find(secret: string): AccessKey | undefined;
}

/** Nobody known: for open routes. */
export const ANONYMOUS: AccessKey = { id: "anonymous", name: "anonymous", owner: false };

/** The owner of this machine. */
export const OWNER: AccessKey = { id: "owner", name: "owner", owner: true };
