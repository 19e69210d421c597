import { isLoopbackUrl, OrchestratorError } from "@ai-orchestrator/contract";

/** How the Hub is reached. */
export interface HubAccess {
  readonly fetch: typeof globalThis.fetch;
  /** `https://huggingface.co`, or the mirror that `HF_ENDPOINT` names. Without a slash at the end. */
  readonly endpoint: string;
  readonly token?: string;
}

/** What came, and from where: storage elsewhere means other things by its statuses than the Hub. */
export interface HubAnswer {
  readonly response: Response;
  readonly from: URL;
}

const STANDARD_ENDPOINT = "https://huggingface.co";
const MOST_REDIRECTS = 5;

/**
 * The Hub as the environment describes it: `HF_ENDPOINT`, and `HF_TOKEN` or its old name. Throws `invalid_config`
 * for an address that is none, and for a token that would travel unencrypted.
 */
export function hubAccess(
  fetch: typeof globalThis.fetch,
  env: Readonly<Record<string, string | undefined>>,
): HubAccess {
  const endpoint = (env["HF_ENDPOINT"] || STANDARD_ENDPOINT).replace(/\/+$/, "");
  const token = (env["HF_TOKEN"] || env["HUGGING_FACE_HUB_TOKEN"] || "").trim();
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol))
    throw new OrchestratorError("invalid_config", `HF_ENDPOINT is no web address: ${endpoint}.`, {
      suggestion: `Unset it, or set it to ${STANDARD_ENDPOINT}.`,
    });
  if (token !== "" && new URL(endpoint).protocol === "http:" && !isLoopbackUrl(endpoint))
    throw new OrchestratorError("invalid_config", `HF_TOKEN is not sent unencrypted to ${endpoint}.`, {
      suggestion: "Set HF_ENDPOINT to an https address, or unset HF_TOKEN.",
    });
  return { fetch, endpoint, ...(token === "" ? {} : { token }) };
}

/**
 * GETs a URL of the Hub and follows its redirects, which lead to storage elsewhere for large files. The token goes to
 * the Hub's own origin only, and an encrypted address never gives way to a plain one.
 */
export async function hubFetch(
  url: string,
  { access, headers, signal }: { access: HubAccess; headers: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<HubAnswer> {
  const home = new URL(access.endpoint);
  let at = new URL(url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const isHome = at.origin === home.origin;
    const response = await access.fetch(at, {
      signal,
      redirect: "manual",
      headers: {
        ...headers,
        // Compressed bytes could not be counted, resumed or checked.
        "accept-encoding": "identity",
        ...(isHome && access.token !== undefined ? { authorization: `Bearer ${access.token}` } : {}),
      },
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return { response, from: at };
    await response.body?.cancel();
    if (!URL.canParse(location, at)) throw strayRedirect(at);
    const next = new URL(location, at);
    if (next.protocol !== at.protocol && next.protocol !== "https:") throw strayRedirect(at);
    at = next;
  }
  throw strayRedirect(at);
}

function strayRedirect(at: URL): OrchestratorError {
  return new OrchestratorError("bad_response", `${at.host} sends us on to where we do not follow.`, {
    provider: "hugging-face",
    retryable: false,
  });
}
