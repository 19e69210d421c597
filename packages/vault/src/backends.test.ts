import { join } from "node:path";
import { describeBackend } from "../test/describe-backend.ts";
import { openFileBackend } from "../test/open-file-backend.ts";
import { temporaryDirectory } from "../test/temporary-directory.ts";
import { createEnvironmentBackend } from "./environment/environment-backend.ts";
import { CREDENTIAL_ENV_NAMES, envNamesFor } from "./env-names.ts";
import { createKeyfile, readKeyfile } from "./file/slot-keys.ts";
import { createMemoryBackend } from "./memory/memory-backend.ts";

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

describeBackend("file with key file", async () => {
  const directory = join(temporaryDirectory(), "data");
  const keyfile = join(temporaryDirectory(), "key");
  createKeyfile(keyfile);
  return {
    isWritable: true,
    isPersistent: true,
    open: () => openFileBackend(directory, { keyfile }, { type: "keyfile", bytes: readKeyfile(keyfile) }),
  };
});

describeBackend("file with passphrase", async () => {
  const directory = join(temporaryDirectory(), "data");
  const passphrase = "four words of nonsense";
  return {
    isWritable: true,
    isPersistent: true,
    open: () => openFileBackend(directory, { passphrase: async () => passphrase }, { type: "passphrase", passphrase }),
  };
});
