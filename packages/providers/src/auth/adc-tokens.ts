import { OrchestratorError } from "@ai-orchestrator/contract";
import { createAdcClient } from "./adc-client.ts";
import { createAdcSecrets } from "./adc-secrets.ts";
import type { AdcSource } from "./vertex-place.ts";
import { metadataProject, metadataToken } from "./metadata-server.ts";

/** Renewed this long before they expire, so that no call starts with a token that dies under way. */
const MARGIN_MS = 5 * 60_000;
/** How long a token is trusted where its life is not told. */
const UNKNOWN_LIFE_MS = 10 * 60_000;

/** A bearer token and when it ends (epoch ms). */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** What the tokens are made from. */
export interface AdcTokenSource {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly find: () => Promise<AdcSource>;
}

/** Tokens for Google Cloud from Application Default Credentials. */
export interface AdcTokens {
  /** Headers that authenticate a request. Throws `authentication` where no token can be had. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The project the credentials belong to, where they say. */
  project(): Promise<string | undefined>;
}

/** Makes tokens when needed; calls at the same time share one exchange. A credentials file that changed is read again. */
export function createAdcTokens(source: AdcTokenSource): AdcTokens {
  let current: AccessToken | undefined;
  let renewing: Promise<AccessToken> | undefined;
  let key = "";
  let machineProject: string | undefined;
  const renew = async (found: AdcSource): Promise<AccessToken> => {
    const token = await exchange(found, source);
    current = token;
    return token;
  };
  return {
    async headers() {
      const found = await source.find();
      const foundKey = JSON.stringify(found);
      if (foundKey !== key) {
        current = undefined;
        renewing = undefined;
        key = foundKey;
      }
      if (current === undefined || current.expiresAt - MARGIN_MS <= source.now()) {
        renewing ??= renew(found).finally(() => (renewing = undefined));
        current = await renewing;
      }
      return { authorization: `Bearer ${current.token}`, ...quotaProject(found) };
    },
    async project() {
      const found = await source.find();
      if (found.kind === "file") {
        const own = found.json["project_id"] ?? found.json["quota_project_id"];
        return typeof own === "string" ? own : undefined;
      }
      machineProject ??= await metadataProject(found.host, source.fetch);
      return machineProject;
    },
  };
}

/** A user's own credentials need a project to be billed. */
function quotaProject(found: AdcSource): Record<string, string> {
  const project = found.kind === "file" ? found.json["quota_project_id"] : undefined;
  return typeof project === "string" ? { "x-goog-user-project": project } : {};
}

async function exchange(found: AdcSource, source: AdcTokenSource): Promise<AccessToken> {
  if (found.kind === "metadata") return await metadataToken(found.host, source);
  const secrets = createAdcSecrets(found.json, source.fetch);
  try {
    const client = await createAdcClient(found.json, secrets.fetch);
    const { token } = await client.getAccessToken();
    if (typeof token !== "string" || token === "") throw new Error("the answer holds no token");
    return { token, expiresAt: client.credentials.expiry_date ?? source.now() + UNKNOWN_LIFE_MS };
  } catch (thrown) {
    const cause = secrets.plainCause(thrown);
    const reason = cause.message.replaceAll(/\s+/g, " ").slice(0, 200);
    throw new OrchestratorError("authentication", `Google gave no access token for ${found.path}: ${reason}`, {
      provider: "vertex-ai",
      suggestion: "Renew the credentials: gcloud auth application-default login",
      cause,
    });
  }
}
