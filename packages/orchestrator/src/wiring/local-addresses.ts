import { LOCAL_PROVIDERS } from "@ai-orchestrator/contract";
import { PROVIDERS } from "@ai-orchestrator/providers/facts";
import { readBaseUrl } from "@ai-orchestrator/providers/local";

/** Where environment variables (`OLLAMA_HOST` and its like) say local servers are, as base URLs. What is no address is left out. */
export function addressesFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const provider of LOCAL_PROVIDERS) {
    const { baseUrl, envBaseUrls = [] } = PROVIDERS[provider];
    const variable = envBaseUrls.find((name) => env[name]);
    const address =
      variable === undefined ? undefined : readBaseUrl(env[variable] ?? "", Number(new URL(baseUrl).port));
    if (address !== undefined) found[provider] = address;
  }
  return found;
}
