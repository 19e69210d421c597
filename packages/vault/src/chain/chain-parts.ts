import type { CredentialSource } from "@ai-orchestrator/contract";
import type { CredentialBackend } from "../credential.ts";
import { createEnvironmentBackend } from "../environment/environment-backend.ts";
import { CREDENTIAL_ENV_NAMES } from "../env-names.ts";
import { createFileBackend } from "../file/file-backend.ts";
import { createKeychainWitness } from "../file/generation-witness.ts";
import type { SlotKeySources } from "../file/slot-keys.ts";
import { VaultFile } from "../file/vault-file.ts";
import { createKeychainClient, type KeychainClient } from "../keychain/keychain-client.ts";
import { createMemoryBackend } from "../memory/memory-backend.ts";
import type { CredentialChainOptions } from "./credential-chain.ts";
import { createCredentialIndex, type CredentialIndexFile } from "./credential-index.ts";
import { createRememberingKeychain, type RememberingKeychain } from "./remembering-keychain.ts";

/** Everything the chain's functions work with. */
export interface ChainParts {
  readonly options: CredentialChainOptions;
  readonly envNames: Readonly<Record<string, readonly string[]>>;
  readonly index: CredentialIndexFile;
  readonly vault: VaultFile;
  readonly slotKeys: SlotKeySources;
  readonly client?: KeychainClient;
  readonly keychain?: RememberingKeychain;
  readonly memory: ReturnType<typeof createMemoryBackend>;
  /** In search order; places that the order leaves out are missing. */
  readonly searched: readonly CredentialBackend[];
  /** All places, searched or not. */
  readonly backends: ReadonlyMap<CredentialSource, CredentialBackend>;
  /** Keys seen in this process that no backend holds on to. */
  readonly seen: Set<string>;
}

/** Builds the parts; reads nothing. */
export function createChainParts(options: CredentialChainOptions): ChainParts {
  const { env, platform, now, directory, defaultOrigin } = options;
  const envNames = options.envNames ?? CREDENTIAL_ENV_NAMES;
  const index = createCredentialIndex(directory);
  const client =
    options.keychain === false ? undefined : createKeychainClient({ ...options.keychain, env, platform, now });
  const keychain =
    client === undefined ? undefined : createRememberingKeychain(client, index, { platform, now, defaultOrigin });
  const slotKeys: SlotKeySources = {
    platform,
    ...(client === undefined ? {} : { keychain: client }),
    // Looked up when it is needed: the index may learn it only now.
    get keyfile() {
      return options.keyfile ?? index.read().keyfile;
    },
    ...(options.passphrase === undefined ? {} : { passphrase: options.passphrase }),
  };
  const witness =
    client === undefined ? undefined : createKeychainWitness(client, () => keychain?.memo()?.state === "available");
  const vault = new VaultFile(slotKeys, {
    directory,
    now,
    ...(witness === undefined ? {} : { witness }),
    ...(options.idleLockMs === undefined ? {} : { idleLockMs: options.idleLockMs }),
  });
  const memory = createMemoryBackend(now);
  const environment = createEnvironmentBackend({
    env,
    envNames,
    providers: options.providers,
    originOf: (provider) => index.read().environment[provider] ?? defaultOrigin(provider),
  });
  const all: readonly CredentialBackend[] = [
    memory,
    ...(keychain === undefined ? [] : [keychain]),
    createFileBackend(vault, now),
    environment,
  ];
  const backends = new Map(all.map((backend) => [backend.source, backend]));
  const order = [...new Set(options.order ?? (["keychain", "file", "environment"] as const))];
  const searched = [memory, ...order.flatMap((source) => backends.get(source) ?? [])];
  return {
    options,
    envNames,
    index,
    vault,
    slotKeys,
    memory,
    searched,
    backends,
    seen: new Set(),
    ...(client === undefined ? {} : { client }),
    ...(keychain === undefined ? {} : { keychain }),
  };
}
