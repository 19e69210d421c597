import { OrchestratorError } from "@ai-orchestrator/contract";
import type { AccessToken } from "./adc-tokens.ts";

/** The metadata server answers at once or is not there. */
const PATIENCE_MS = 3000;

/** An access token of the machine's own service account. Throws `authentication` where there is no metadata server. */
export async function metadataToken(
  host: string,
  source: { readonly fetch: typeof fetch; readonly now: () => number },
): Promise<AccessToken> {
  const response = await ask(host, "instance/service-accounts/default/token", source.fetch);
  const body = parsed(await response.text());
  const { access_token: token, expires_in: seconds } = body as { access_token?: unknown; expires_in?: unknown };
  if (typeof token !== "string" || typeof seconds !== "number")
    throw noCredentials("the metadata server's answer holds no token");
  return { token, expiresAt: source.now() + seconds * 1000 };
}

/** The parser's own words quote the text, which holds a token. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noCredentials("the metadata server's answer is not JSON");
  }
}

/** The project this machine belongs to; undefined outside Google Cloud. */
export async function metadataProject(host: string, fetchFunction: typeof fetch): Promise<string | undefined> {
  try {
    return (await (await ask(host, "project/project-id", fetchFunction)).text()).trim();
  } catch {
    // Not on Google Cloud: the missing project is reported by whoever needs it.
    return undefined;
  }
}

async function ask(host: string, path: string, fetchFunction: typeof fetch): Promise<Response> {
  const url = `${host.includes("://") ? host : `http://${host}`}/computeMetadata/v1/${path}`;
  try {
    const response = await fetchFunction(url, {
      headers: { "metadata-flavor": "Google" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`the metadata server answered ${response.status}`);
    return response;
  } catch (cause) {
    throw noCredentials(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function noCredentials(why: string, cause?: unknown): OrchestratorError {
  return new OrchestratorError("authentication", `There are no Google Cloud credentials (${why}).`, {
    provider: "vertex-ai",
    suggestion:
      "Run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS to a service-account file.",
    cause,
  });
}
