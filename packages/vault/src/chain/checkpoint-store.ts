import { ADVICE } from "../advice.ts";
import { readCheckpoint, writeCheckpoint } from "../file/vault-contents.ts";
import { vaultError, vaultProblem } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { CheckpointStore } from "./credential-chain.ts";

const account = (name: string): string => `@checkpoint/${name}`;

/** See CheckpointStore. */
export function createCheckpointStore(parts: ChainParts): CheckpointStore {
  return {
    read: async (name) => {
      // Written to the one or the other as sessions with and without a keychain take turns: the newest counts.
      const found = [await readFromKeychain(parts, name), await readCheckpoint(parts.vault, name)].filter(
        (each) => each !== undefined,
      );
      return found.sort((a, b) => b.at - a.at)[0]?.value;
    },
    write: async (name, value) => {
      if (!/^[\x20-\x7e]{0,512}$/.test(value))
        throw vaultError("invalid", "A checkpoint is at most 512 printable ASCII characters");
      if (await writeToKeychain(parts, name, value)) return "keychain";
      try {
        await writeCheckpoint(parts.vault, name, { at: parts.options.now(), value });
      } catch (error) {
        if (vaultProblem(error) !== "state") throw error;
        throw vaultError("no-store", "There is neither a keychain nor a vault to keep a checkpoint in", {
          suggestion: ADVICE.createFile,
        });
      }
      return "file";
    },
  };
}

async function readFromKeychain(
  parts: ChainParts,
  name: string,
): Promise<{ readonly at: number; readonly value: string } | undefined> {
  if ((await parts.keychain?.isUsable()) !== true) return undefined;
  const answer = await parts.client?.run([{ op: "get", account: account(name) }]);
  const [result] = answer?.state === "answered" ? answer.results : [];
  const match = result?.ok === true ? /^(\d{1,15}) (.*)$/.exec(result.value ?? "") : null;
  return match === null ? undefined : { at: Number(match[1]), value: match[2] ?? "" };
}

async function writeToKeychain(parts: ChainParts, name: string, value: string): Promise<boolean> {
  if ((await parts.keychain?.isUsable()) !== true) return false;
  const answer = await parts.client?.run([
    { op: "set", account: account(name), secret: `${parts.options.now()} ${value}` },
  ]);
  return answer?.state === "answered" && answer.results[0]?.ok === true;
}
