import { expect, it } from "vitest";
import { CREDENTIAL_ENV_NAMES } from "@ai-orchestrator/vault";
import { withoutKeys } from "./without-keys.ts";

it("takes every provider's key and whatever is named like one out of a child's environment, and nothing else", () => {
  const secrets = [
    ...Object.values(CREDENTIAL_ENV_NAMES).flat(),
    "MY_OWN_KEY",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "AI_ORCHESTRATOR_PASSPHRASE_FILE",
    "DB_PASSWORD",
  ];
  const kept = ["PATH", "HOME", "HF_HOME", "HF_TOKEN", "VIRTUAL_ENV", "KEYBOARD", "TOKENIZERS_PARALLELISM", "MONKEY"];
  const env = Object.fromEntries([...secrets, ...kept].map((name) => [name, "x"]));
  expect(Object.keys(withoutKeys(env))).toEqual(kept);
});
