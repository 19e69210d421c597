import type { CredentialSource } from "@ai-orchestrator/contract";
import { reportAdc } from "../adc/report-adc.ts";
import { findVariable } from "../environment/environment-backend.ts";
import type { VaultOutline } from "../file/vault-file.ts";
import { vaultProblem } from "../vault-error.ts";
import type { ChainParts } from "./chain-parts.ts";
import type { CredentialOutlook, PeekedCredential } from "./credential-chain.ts";

/** The provider that authenticates with Google's ADC. */
const ADC_PROVIDER = "vertex-ai";

/** See CredentialChain.peek. */
export function peekCredentials(parts: ChainParts): CredentialOutlook {
  const providers = new Map<string, PeekedCredential>();
  const note = (found: PeekedCredential): void => {
    if (!providers.has(found.provider)) providers.set(found.provider, found);
  };
  for (const { source } of parts.searched) for (const each of claims(parts, source)) note(each);
  const adc = reportAdc(parts.options);
  if (adc.source === "adc")
    note({
      provider: ADC_PROVIDER,
      source: "adc",
      ...(adc.sourceDetail === undefined ? {} : { sourceDetail: adc.sourceDetail }),
    });
  const isAsked =
    parts.keychain?.memo() !== undefined || parts.client === undefined || parts.client.absence() !== undefined;
  return { providers, isComplete: isAsked };
}

/** Places that claim to hold a key for one provider. */
export function holdersOf(parts: ChainParts, provider: string): readonly CredentialSource[] {
  return [...parts.backends.keys()].filter((source) =>
    claims(parts, source).some((each) => each.provider === provider),
  );
}

/** What one place claims to hold, told without opening it. */
export function claims(parts: ChainParts, source: CredentialSource): readonly PeekedCredential[] {
  if (source === "memory") return parts.memory.held().map((each) => ({ ...each, source }));
  if (source === "keychain") {
    const held = Object.entries(parts.keychain?.memo()?.entries ?? {});
    return held.map(([provider, { origin = parts.options.defaultOrigin(provider) }]) => ({
      provider,
      source,
      ...(origin === undefined ? {} : { origin }),
      ...(parts.client === undefined ? {} : { sourceDetail: parts.client.name }),
    }));
  }
  if (source === "file") {
    return [...(readableOutline(parts)?.entries ?? [])].map(([provider, { origin }]) => ({
      provider,
      source,
      ...(origin === "" ? {} : { origin }),
      sourceDetail: parts.vault.path,
    }));
  }
  const confirmed = parts.index.read().environment;
  return parts.options.providers.flatMap((provider) => {
    const found = findVariable(provider, { ...parts.options, envNames: parts.envNames });
    const origin = confirmed[provider] ?? parts.options.defaultOrigin(provider);
    return found === undefined
      ? []
      : [{ provider, source, sourceDetail: found.name, ...(origin === undefined ? {} : { origin }) }];
  });
}

/** A damaged or too open file has no say here; `get` and `status` report it. */
function readableOutline(parts: ChainParts): VaultOutline | undefined {
  try {
    return parts.vault.outline();
  } catch (error) {
    if (vaultProblem(error) === undefined) throw error;
    return undefined;
  }
}
