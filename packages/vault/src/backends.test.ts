import { join } from "node:path";
import { describe } from "vitest";
import { describeBackend } from "../test/describe-backend.ts";
import { hasSecretService, SecretService } from "../test/secret-service.ts";
import { temporaryDirectory } from "../test/temporary-directory.ts";
import { createEnvironmentBackend } from "./environment/environment-backend.ts";
import { CREDENTIAL_ENV_NAMES, envNamesFor } from "./env-names.ts";
import { createFileBackend } from "./file/file-backend.ts";
import { createKeyfile, readKeyfile, type SlotKeySources } from "./file/slot-keys.ts";
import { type NewSlot, VaultFile } from "./file/vault-file.ts";
import { createKeychainBackend } from "./keychain/keychain-backend.ts";
import { createMemoryBackend } from "./memory/memory-backend.ts";
import type { CredentialBackend } from "./credential.ts";

describeBackend("memory", async () => ({
  isWritable: true,
  isPersistent: false,
  open: async () => createMemoryBackend(Date.now),
}));

describeBackend("environment", async () => {
  const env: Record<string, string> = {};
  const providers = ["openai", "anthropic", "mistral", "mistral-eu", "deepseek", "xai", "perplexity"];
  return {
    isWritable: false,
    isPersistent: true,
    open: async () =>
      createEnvironmentBackend({
        env,
        envNames: CREDENTIAL_ENV_NAMES,
        providers,
        originOf: () => "https://api.openai.com",
      }),
    put: (provider, secret) => {
      env[envNamesFor(provider)[0] ?? ""] = secret;
    },
  };
});

async function openFile(
  directory: string,
  sources: Omit<SlotKeySources, "platform">,
  slot: NewSlot,
): Promise<CredentialBackend> {
  const vault = new VaultFile({ platform: "linux", ...sources }, { directory, now: Date.now });
  if (!vault.exists()) await vault.create([slot]);
  await vault.unlock();
  return createFileBackend(vault, Date.now);
}

describeBackend("file with key file", async () => {
  const directory = join(temporaryDirectory(), "data");
  const keyfile = join(temporaryDirectory(), "key");
  createKeyfile(keyfile);
  return {
    isWritable: true,
    isPersistent: true,
    open: () => openFile(directory, { keyfile }, { type: "keyfile", bytes: readKeyfile(keyfile) }),
  };
});

describeBackend("file with passphrase", async () => {
  const directory = join(temporaryDirectory(), "data");
  const passphrase = "four words of nonsense";
  return {
    isWritable: true,
    isPersistent: true,
    open: () => openFile(directory, { passphrase: async () => passphrase }, { type: "passphrase", passphrase }),
  };
});

describe.skipIf(!hasSecretService())("with a real gnome-keyring", () => {
  const start = async (): Promise<SecretService> => {
    const service = new SecretService();
    await service.startBus();
    await service.startKeyring("pw");
    return service;
  };

  describeBackend("keychain", async () => {
    const service = await start();
    return {
      isWritable: true,
      isPersistent: true,
      open: async () =>
        createKeychainBackend(service.client(), { platform: "linux", now: Date.now, defaultOrigin: () => undefined }),
      close: () => service[Symbol.asyncDispose](),
    };
  });

  describeBackend("file with keychain slot", async () => {
    const service = await start();
    const directory = join(temporaryDirectory(), "data");
    return {
      isWritable: true,
      isPersistent: true,
      open: () => openFile(directory, { keychain: service.client() }, { type: "keychain" }),
      close: () => service[Symbol.asyncDispose](),
    };
  });
});
