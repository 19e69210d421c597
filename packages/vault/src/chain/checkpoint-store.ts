import type { KeychainAnswer } from "../keychain/keychain-client.ts";
import { vaultError } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { CheckpointStore } from "./credential-chain.ts";

const account = (name: string): string => `@checkpoint/${name}`;

/** See CheckpointStore. */
export function createCheckpointStore(parts: ChainParts): CheckpointStore {
  const { client, keychain } = parts;
  return {
    read: async (name) => {
      if (client === undefined) return { state: "absent", reason: "the keychain is switched off" };
      // The probe makes "nothing there" trustworthy: a locked keychain says the same.
      return reading(await client.run([{ op: "probe" }, { op: "get", account: account(name) }]));
    },
    write: async (name, value) => {
      if (!/^[\x20-\x7e]{1,512}$/.test(value))
        throw vaultError("invalid", "A checkpoint is 1 to 512 printable ASCII characters");
      // One that nobody uses is not woken for this.
      if (client === undefined || keychain?.memo()?.state !== "available") return false;
      const answer = await client.run([{ op: "set", account: account(name), secret: value }]);
      return answer.state === "answered" && answer.results[0]?.ok === true;
    },
    isKept: () => keychain?.memo()?.state === "available",
  };
}

function reading(answer: KeychainAnswer): Awaited<ReturnType<CheckpointStore["read"]>> {
  if (answer.state !== "answered") return answer;
  const result = answer.results[1];
  if (result?.ok !== true) return { state: "failed", reason: result?.message ?? "no answer" };
  return { state: "available", ...(typeof result.value === "string" ? { value: result.value } : {}) };
}
