import type { CredentialSource } from "@ai-orchestrator/contract";
import { checkProviderId, checkSecret } from "../check-secret.ts";
import { envNamesFor } from "../env-names.ts";
import { normalizeOrigin } from "../origin.ts";
import { oneLine, vaultError, vaultProblem } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { StorableSource, StoreReceipt } from "./credential-chain.ts";
import { holdersOf } from "./peek-credentials.ts";

/** See CredentialChain.set. */
export async function storeCredential(
  parts: ChainParts,
  provider: string,
  { secret, origin, to }: { readonly secret: string; readonly origin?: string; readonly to?: StorableSource },
): Promise<StoreReceipt> {
  checkProviderId(provider);
  const key = checkSecret(provider, secret);
  const bound = origin ?? parts.options.defaultOrigin(provider);
  const binding = bound === undefined ? {} : { origin: normalizeOrigin(bound) };
  const source =
    to === undefined
      ? await storeAnywhere(parts, provider, { key, binding })
      : await storeIn(parts, provider, { key, binding, to });
  parts.seen.add(key);
  const alsoIn = holdersOf(parts, provider).filter((each) => each !== source);
  return { provider, source, origin: binding.origin ?? "", alsoIn };
}

interface Parcel {
  readonly key: string;
  readonly binding: { readonly origin?: string };
}

async function storeIn(
  parts: ChainParts,
  provider: string,
  { key, binding, to }: Parcel & { readonly to: StorableSource },
): Promise<StorableSource> {
  const backend = parts.backends.get(to);
  if (backend === undefined)
    throw vaultError("no-store", `The ${to} is switched off`, { provider, suggestion: noStoreAdvice(parts, provider) });
  await backend.set(provider, key, binding);
  return to;
}

async function storeAnywhere(parts: ChainParts, provider: string, parcel: Parcel): Promise<StorableSource> {
  const refusal = await tryKeychain(parts, provider, parcel);
  if (refusal === undefined) return "keychain";
  if (Object.hasOwn(parts.keychain?.memo()?.entries ?? {}, provider)) {
    // Stored in the file, it would be shadowed by the old key as soon as the keychain opens.
    throw vaultError("locked", `The keychain holds the present key of ${provider}, and ${refusal}`, {
      provider,
      suggestion: "Unlock the keychain, or store the key with `--store file`.",
    });
  }
  if (!parts.vault.exists()) {
    throw vaultError(
      "no-store",
      `There is no safe place for the key of ${provider}: ${refusal}, and there is no encrypted file`,
      { provider, suggestion: noStoreAdvice(parts, provider) },
    );
  }
  return storeIn(parts, provider, { ...parcel, to: "file" });
}

/** Why the keychain did not take it; undefined if it did. */
async function tryKeychain(parts: ChainParts, provider: string, { key, binding }: Parcel): Promise<string | undefined> {
  if (parts.keychain === undefined) return "the keychain is switched off";
  try {
    await parts.keychain.set(provider, key, binding);
    return undefined;
  } catch (error) {
    const problem = vaultProblem(error);
    if (problem !== "locked" && problem !== "unavailable") throw error;
    return oneLine(error).replace(/^The keychain/, "the keychain");
  }
}

function noStoreAdvice(parts: ChainParts, provider: string): string {
  const variable = envNamesFor(provider, parts.envNames)[0];
  return `Unlock or start a keychain, create an encrypted file (\`aio credentials create-file\`, also with \`--keyfile PATH\`), or set ${variable}.`;
}

/** See CredentialChain.remove. */
export async function removeCredential(
  parts: ChainParts,
  provider: string,
  from?: StorableSource,
): Promise<readonly CredentialSource[]> {
  checkProviderId(provider);
  const targets: readonly StorableSource[] = from === undefined ? ["memory", "keychain", "file"] : [from];
  const removed: CredentialSource[] = [];
  for (const source of targets) {
    if ((await parts.backends.get(source)?.remove(provider)) === true) removed.push(source);
  }
  return removed;
}
