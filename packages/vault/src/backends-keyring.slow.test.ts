import { join } from "node:path";
import { describe } from "vitest";
import { describeBackend } from "../test/describe-backend.ts";
import { openFileBackend } from "../test/open-file-backend.ts";
import { hasSecretService, SecretService } from "../test/secret-service.ts";
import { temporaryDirectory } from "../test/temporary-directory.ts";
import { createKeychainBackend } from "./keychain/keychain-backend.ts";

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
      open: () => openFileBackend(directory, { keychain: service.client() }, { type: "keychain" }),
      close: () => service[Symbol.asyncDispose](),
    };
  });
});
