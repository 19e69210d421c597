import { existsSync } from "node:fs";
import type { ChainParts } from "../chain/chain-parts.ts";
import type { CredentialChain, ImportedCredential } from "../chain/credential-chain.ts";
import { type CarriedCredential, takeIn } from "../chain/transfer-credentials.ts";
import { createKeychainClient } from "../keychain/keychain-client.ts";
import { join } from "node:path";
import { vaultError } from "../vault-error.ts";
import { readLegacyFile } from "./read-legacy-file.ts";

/** The service name the earlier program used in the keychain; its account is the provider id, its secret the bare key. */
const LEGACY_SERVICE = "ai_orchestrator";

/** See CredentialChain.importLegacy. The keychain's key wins over the file's, as it did in the earlier program. Nothing old is deleted. */
export async function importLegacy(
  parts: ChainParts,
  options: NonNullable<Parameters<CredentialChain["importLegacy"]>[0]>,
): Promise<readonly ImportedCredential[]> {
  const carried = new Map<string, CarriedCredential>();
  const standard = join(parts.options.home, ".ai_orchestrator", "credentials.enc");
  const file = options.file ?? (existsSync(standard) ? standard : undefined);
  if (file !== undefined) {
    const machine = options.machine === undefined ? {} : { machine: options.machine };
    for (const [provider, key] of await readLegacyFile(file, { platform: parts.options.platform, ...machine }))
      carried.set(provider, { provider, key });
  }
  for (const each of await readLegacyKeychain(parts)) carried.set(each.provider, each);
  if (carried.size === 0) {
    throw vaultError("state", "Nothing of the earlier program was found", {
      suggestion: `It kept its keys in ${standard}; give another file to import-legacy.`,
    });
  }
  for (const { key } of carried.values()) parts.seen.add(key);
  return takeIn(parts, [...carried.values()], options);
}

async function readLegacyKeychain(parts: ChainParts): Promise<readonly CarriedCredential[]> {
  const { keychain, env, platform, now, providers } = parts.options;
  if (keychain === false) return [];
  const client = createKeychainClient({ ...keychain, env, platform, now, service: LEGACY_SERVICE });
  const answer = await client.run(providers.map((provider) => ({ op: "get", account: provider })));
  if (answer.state !== "answered") return [];
  return providers.flatMap((provider, index): CarriedCredential[] => {
    const result = answer.results[index];
    return result?.ok === true && typeof result.value === "string" ? [{ provider, key: result.value }] : [];
  });
}
