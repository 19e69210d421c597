import type { CredentialBackend, StoredCredential } from "../credential.ts";
import { Secret } from "../secret.ts";

/** Keys given to this process, by its code; also readable without waiting. */
export interface MemoryBackend extends CredentialBackend {
  held(): readonly StoredCredential[];
  secrets(): readonly string[];
  forget(): void;
}

/** Credentials given to this process (by the library's caller, or `set` with `to: "memory"`); gone when it ends. */
export function createMemoryBackend(now: () => number): MemoryBackend {
  const credentials = new Map<
    string,
    { readonly value: Secret; readonly origin?: string; readonly storedAt: number }
  >();
  const sourceDetail = "this process";
  const list = (): readonly StoredCredential[] =>
    [...credentials]
      .map(([provider, { value: _value, ...stored }]) => ({ provider, sourceDetail, ...stored }))
      .sort((a, b) => (a.provider < b.provider ? -1 : 1));
  return {
    source: "memory",
    status: async () => ({ source: "memory", state: "available", reason: "this process, until it ends" }),
    get: async (provider) => {
      const found = credentials.get(provider);
      return found === undefined ? undefined : { provider, source: "memory", sourceDetail, ...found };
    },
    set: async (provider, secret, binding) => {
      credentials.set(provider, { value: new Secret(secret), storedAt: now(), ...binding });
    },
    remove: async (provider) => credentials.delete(provider),
    list: async () => list(),
    held: list,
    secrets: () => [...credentials.values()].map(({ value }) => value.reveal()),
    forget: () => credentials.clear(),
  };
}
