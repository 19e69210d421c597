import type { Credential, CredentialBackend } from "../credential.ts";
import { checkProviderId } from "../check-secret.ts";
import { oneLine } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { CredentialPlace } from "./credential-chain.ts";
import { claims } from "./peek-credentials.ts";

/** What a place gave: the key, or why it could not be opened, or (neither) nothing. */
interface Finding {
  readonly backend: CredentialBackend;
  readonly credential?: Credential;
  readonly reason?: string;
}

/** See CredentialChain.where. */
export async function locateCredentials(parts: ChainParts, provider: string): Promise<readonly CredentialPlace[]> {
  checkProviderId(provider);
  await parts.keychain?.refresh();
  const unsearched = [...parts.backends.values()].filter((backend) => !parts.searched.includes(backend));
  const findings: Finding[] = [];
  for (const backend of [...parts.searched, ...unsearched]) findings.push(await look(parts, backend, provider));
  const used = findings.find(({ backend, credential }) => credential !== undefined && parts.searched.includes(backend));
  return findings.flatMap((finding) => describe(parts, provider, { finding, used: used?.credential }));
}

/** See CredentialChain.loadSecrets. */
export async function loadSecrets(parts: ChainParts): Promise<number> {
  const stored = [...parts.backends.values()].filter(({ source }) => source === "keychain" || source === "file");
  let count = 0;
  for (const backend of stored) {
    const providers = claims(parts, backend.source).map(({ provider }) => provider);
    const findings = await Promise.all(providers.map((provider) => look(parts, backend, provider)));
    count += findings.filter(({ credential }) => credential !== undefined).length;
  }
  return count;
}

/** Opens what opens by itself; nobody is asked for a passphrase over a listing. */
async function look(parts: ChainParts, backend: CredentialBackend, provider: string): Promise<Finding> {
  try {
    if (backend.source === "file" && claimOf(parts, backend, provider) !== undefined) {
      await parts.vault.read({ quiet: true });
    }
    const credential = await backend.get(provider);
    if (credential === undefined) return { backend };
    parts.seen.add(credential.value.reveal());
    return { backend, credential };
  } catch (error) {
    // A keychain that is not known to have this key is not worth a line; a file that cannot be read might have any.
    const isSilent = backend.source === "keychain" && claimOf(parts, backend, provider) === undefined;
    return isSilent ? { backend } : { backend, reason: oneLine(error) };
  }
}

function claimOf(parts: ChainParts, { source }: CredentialBackend, provider: string) {
  return claims(parts, source).find((each) => each.provider === provider);
}

function describe(
  parts: ChainParts,
  provider: string,
  { finding, used }: { readonly finding: Finding; readonly used: Credential | undefined },
): readonly CredentialPlace[] {
  const { backend, credential, reason } = finding;
  if (credential !== undefined) {
    const { value, ...rest } = credential;
    const comparison = used === undefined ? {} : { matchesUsed: value.equals(used.value) };
    return [{ ...rest, isUsed: credential === used, masked: value.masked(), ...comparison }];
  }
  if (reason === undefined) return [];
  return [{ provider, source: backend.source, ...claimOf(parts, backend, provider), isUsed: false, reason }];
}
