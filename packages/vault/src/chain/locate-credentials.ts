import type { CredentialSource } from "@ai-orchestrator/contract";
import type { Credential, CredentialBackend } from "../credential.ts";
import { checkProviderId } from "../check-secret.ts";
import { oneLine } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { CredentialPlace } from "./credential-chain.ts";
import { holdersOf } from "./peek-credentials.ts";

type Finding = { readonly source: CredentialSource; readonly credential?: Credential; readonly reason?: string };

/** See CredentialChain.where. */
export async function locateCredentials(parts: ChainParts, provider: string): Promise<readonly CredentialPlace[]> {
  checkProviderId(provider);
  await parts.keychain?.refresh();
  const rest = [...parts.backends.values()].filter((backend) => !parts.searched.includes(backend));
  const findings: Finding[] = [];
  for (const backend of [...parts.searched, ...rest]) findings.push(await look(parts, backend, provider));
  const used = findings.find(
    ({ source, credential }) => credential !== undefined && !rest.some((backend) => backend.source === source),
  );
  return findings
    .filter(({ credential, reason }) => credential !== undefined || reason !== undefined)
    .map((finding) => describe(finding, provider, used));
}

async function look(parts: ChainParts, backend: CredentialBackend, provider: string): Promise<Finding> {
  const { source } = backend;
  try {
    const credential = await backend.get(provider);
    if (credential === undefined) return { source };
    parts.seen.add(credential.value.reveal());
    return { source, credential };
  } catch (error) {
    return holdersOf(parts, provider).includes(source) ? { source, reason: oneLine(error) } : { source };
  }
}

function describe(
  { source, credential, reason }: Finding,
  provider: string,
  used: Finding | undefined,
): CredentialPlace {
  if (credential === undefined) return { provider, source, isUsed: false, ...(reason === undefined ? {} : { reason }) };
  const { value, ...rest } = credential;
  return {
    ...rest,
    isUsed: credential === used?.credential,
    masked: value.masked(),
    ...(used?.credential === undefined ? {} : { matchesUsed: value.equals(used.credential.value) }),
  };
}
