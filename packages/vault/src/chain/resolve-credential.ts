import { isLoopbackUrl, OrchestratorError } from "@ai-orchestrator/contract";
import type { Credential, CredentialBackend } from "../credential.ts";
import { checkProviderId } from "../check-secret.ts";
import { readVariable } from "../environment/environment-backend.ts";
import { isReadableOnTheWay, normalizeOrigin } from "../origin.ts";
import { vaultError, vaultProblem } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { Destination } from "./credential-chain.ts";
import { peekCredentials } from "./peek-credentials.ts";

/** See CredentialChain.get and CredentialChain.find. Without `to` the first key found is given. */
export async function resolveCredential(
  parts: ChainParts,
  provider: string,
  to?: Destination,
): Promise<Credential | undefined> {
  checkProviderId(provider);
  const named =
    to?.variable === undefined ? undefined : readVariable(to.variable, { env: parts.options.env, provider });
  // A server in the house often wants no key. One that is not there cannot be read on the way, and no place is opened to look for it.
  if (to !== undefined && named === undefined && isReadableOnTheWay(to.origin)) {
    if (!peekCredentials(parts).providers.has(provider)) return undefined;
  }
  const wanted = to === undefined ? undefined : normalizeOrigin(to.origin);
  if (named !== undefined && wanted !== undefined) {
    parts.seen.add(named.value.reveal());
    return { provider, ...named, origin: wanted };
  }
  const blocked: OrchestratorError[] = [];
  const elsewhere: Credential[] = [];
  for (const backend of parts.searched) {
    const credential = await read(backend, provider, blocked);
    if (credential === undefined) continue;
    parts.seen.add(credential.value.reveal());
    if (wanted === undefined || credential.origin === wanted) return credential;
    // A variable is of this run, as is the address: what stays on this machine (a test server, a proxy) needs no leave.
    if (credential.source === "environment" && elsewhere.length === 0 && isLoopbackUrl(wanted))
      return { ...credential, origin: wanted };
    if (credential.origin === undefined) return bindOnFirstUse(parts, credential, wanted);
    elsewhere.push(credential);
  }
  if (elsewhere[0] !== undefined) throw boundElsewhere(elsewhere[0], wanted ?? "");
  const reason = blocked.find((error) => isKnownToHold(parts, provider, error));
  if (reason !== undefined) throw reason;
  return undefined;
}

async function read(
  backend: CredentialBackend,
  provider: string,
  blocked: OrchestratorError[],
): Promise<Credential | undefined> {
  try {
    return await backend.get(provider);
  } catch (error) {
    if (!(error instanceof OrchestratorError) || vaultProblem(error) === undefined) throw error;
    blocked.push(
      new OrchestratorError(error.code, `${error.message} (looking for the key of ${provider})`, {
        provider,
        cause: error,
        details: { ...error.details, source: backend.source },
        ...(error.suggestion === undefined ? {} : { suggestion: error.suggestion }),
      }),
    );
    return undefined;
  }
}

/** A keychain that is locked matters only if it is known to have this key; a file that cannot be read might have any. */
function isKnownToHold(parts: ChainParts, provider: string, error: OrchestratorError): boolean {
  if (error.details?.["source"] !== "keychain") return true;
  return Object.hasOwn(parts.keychain?.memo()?.entries ?? {}, provider);
}

/** Keys of a user's own endpoint come without an origin: the first one they are asked for becomes theirs. */
async function bindOnFirstUse(parts: ChainParts, credential: Credential, origin: string): Promise<Credential> {
  await bindOrigin(parts, credential, origin);
  return { ...credential, origin };
}

/** Writes the binding where the key is. */
export async function bindOrigin(parts: ChainParts, credential: Credential, origin: string): Promise<void> {
  const { provider, source, value } = credential;
  if (source === "environment") {
    await parts.index.update((index) => ({ ...index, environment: { ...index.environment, [provider]: origin } }));
  } else {
    await parts.backends.get(source)?.set(provider, value.reveal(), { origin });
  }
}

function boundElsewhere({ provider, origin, source, sourceDetail }: Credential, wanted: string): Error {
  return vaultError(
    "origin",
    `The ${provider} key (${sourceDetail ?? source}) belongs to ${origin} and is not sent to ${wanted}`,
    {
      provider,
      suggestion: `If ${wanted} is right, run: aio credentials allow-origin ${provider} ${wanted}`,
    },
  );
}
