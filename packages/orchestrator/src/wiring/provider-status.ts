import { isKnownProvider, isLoopbackUrl, type ProviderId, type ProviderStatus } from "@ai-orchestrator/contract";
import type { ProviderSettings } from "@ai-orchestrator/providers";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import type { CredentialChain } from "@ai-orchestrator/vault";
import type { ProviderAccessOptions } from "./provider-access.ts";

/** What a status is told from. */
interface StatusParts {
  readonly options: Pick<ProviderAccessOptions, "config" | "chain" | "env" | "running" | "unlisted">;
  readonly settings: ProviderSettings;
  readonly peeked: ReturnType<CredentialChain["peek"]>["providers"] extends ReadonlyMap<string, infer P>
    ? P | undefined
    : never;
}

/** Whether a provider can be used now, with what key and where; if not, why, and the nearest fix. Asks nobody. */
export function providerStatus(provider: ProviderId, { options, settings, peeked }: StatusParts): ProviderStatus {
  const config = options.config().providers?.[provider];
  const facts = isKnownProvider(provider) ? PROVIDERS[provider] : undefined;
  const baseUrl = settings.baseUrl ?? facts?.baseUrl ?? "";
  const isHere = baseUrl !== "" && isLoopbackUrl(baseUrl) && (facts === undefined || facts.local);
  const local = isHere && config?.local !== false;
  const base = { provider, name: config?.name ?? facts?.name ?? provider, local, baseUrl };
  if (config?.enabled === false) {
    return {
      ...base,
      usable: false,
      source: "none",
      reason: "switched off in config",
      suggestion: `aio config set providers.${provider}.enabled true`,
    };
  }
  if (facts?.local ?? (facts === undefined && config?.apiKeyEnv === undefined && peeked === undefined)) {
    const isUp = options.running().has(provider) || (facts === undefined && !isHere);
    const problem = isUp ? undefined : whyDown(base, options.unlisted().get(provider));
    return { ...base, usable: problem === undefined, source: "not-needed", ...problem };
  }
  if (provider === "vertex-ai") return vertexStatus(base, options.chain);
  if (config?.apiKeyEnv !== undefined && options.env[config.apiKeyEnv]) {
    return { ...base, usable: true, source: "environment", sourceDetail: config.apiKeyEnv };
  }
  if (peeked !== undefined) {
    return {
      ...base,
      usable: true,
      source: peeked.source,
      ...(peeked.sourceDetail === undefined ? {} : { sourceDetail: peeked.sourceDetail }),
    };
  }
  return { ...base, usable: false, source: "none", reason: "no key", suggestion: `aio credentials set ${provider}` };
}

/** Why what should answer on this machine cannot be used; undefined if it can: a server need not list its models. */
function whyDown(
  { provider, name, baseUrl }: Pick<ProviderStatus, "provider" | "name" | "baseUrl">,
  unlisted: { readonly status: number; readonly url: string } | undefined,
): Pick<ProviderStatus, "reason" | "suggestion"> | undefined {
  const fix = `Start ${name}, or set providers.${provider}.baseUrl.`;
  if (unlisted === undefined) return { reason: `nothing answers at ${baseUrl}`, suggestion: fix };
  const { status, url } = unlisted;
  const wantsKey = status === 401 || status === 403;
  if (!wantsKey && status < 500) return undefined;
  return {
    reason: `it answered ${status} at ${url}`,
    suggestion: wantsKey ? `aio credentials set ${provider}` : fix,
  };
}

function vertexStatus(base: Omit<ProviderStatus, "usable" | "source">, chain: CredentialChain): ProviderStatus {
  const report = chain.adc();
  const problem = report.reason ?? (report.project === undefined ? "no Google Cloud project" : undefined);
  if (report.source === "adc" && problem === undefined) {
    return {
      ...base,
      usable: true,
      source: "adc",
      ...(report.sourceDetail === undefined ? {} : { sourceDetail: report.sourceDetail }),
    };
  }
  return {
    ...base,
    usable: false,
    source: report.source,
    reason: problem ?? "no Application Default Credentials",
    suggestion: report.suggestion ?? "gcloud auth application-default login, and set GOOGLE_CLOUD_PROJECT",
  };
}
