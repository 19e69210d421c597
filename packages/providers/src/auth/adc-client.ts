import type { AuthClient } from "google-auth-library";
import type { JsonObject } from "@ai-orchestrator/contract";

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/** The library's client for one credentials file, talking through `send` and trying once. Throws for a type of credentials it does not know. */
export async function createAdcClient(json: JsonObject, send: typeof fetch): Promise<AuthClient> {
  const client = await makeClient(json, send);
  // The library asks for retries request by request; the one retry loop is the engine's.
  client.transporter.interceptors.request.add({
    resolved: async ({ retryConfig: _retryConfig, ...request }) => ({ ...request, retry: false }),
  });
  return client;
}

async function makeClient(json: JsonObject, send: typeof fetch): Promise<AuthClient> {
  const library = await import("google-auth-library");
  const transporterOptions = { fetchImplementation: send, retry: false };
  const text = (key: string): string => {
    const value = json[key];
    if (typeof value !== "string" || value === "") throw new Error(`the file has no ${key}`);
    return value;
  };
  switch (json["type"]) {
    case "service_account":
      return new library.JWT({
        email: text("client_email"),
        key: text("private_key"),
        scopes: [SCOPE],
        transporterOptions,
      });
    case "authorized_user":
      return new library.UserRefreshClient({
        clientId: text("client_id"),
        clientSecret: text("client_secret"),
        refreshToken: text("refresh_token"),
        transporterOptions,
      });
    case "impersonated_service_account": {
      const target = /([^/]+):generateAccessToken$/.exec(text("service_account_impersonation_url"))?.[1];
      if (target === undefined) throw new Error("the file names no service account to act as");
      const delegates = Array.isArray(json["delegates"])
        ? json["delegates"].filter((one) => typeof one === "string")
        : [];
      const sourceClient = await createAdcClient((json["source_credentials"] ?? {}) as JsonObject, send);
      return new library.Impersonated({
        sourceClient,
        targetPrincipal: target,
        delegates,
        targetScopes: [SCOPE],
        transporterOptions,
      });
    }
    case "external_account": {
      // The library's own chooser warns on the console about files that are not the user's; this one is.
      const place = (json["credential_source"] ?? {}) as JsonObject;
      const Client =
        "environment_id" in place
          ? library.AwsClient
          : "executable" in place
            ? library.PluggableAuthClient
            : library.IdentityPoolClient;
      const client = new Client({ ...json, transporterOptions } as never);
      client.scopes = [SCOPE];
      return sharingTransport(client, "stsCredential");
    }
    case "external_account_authorized_user":
      return sharingTransport(
        new library.ExternalAccountAuthorizedUserClient({ ...json, transporterOptions } as never),
        "externalAccountAuthorizedUserHandler",
      );
    default:
      throw new Error(`credentials of type ${String(json["type"])} are not supported`);
  }
}

/** The library gives its token exchange a transport of its own; it is to use the client's. */
function sharingTransport<T extends AuthClient>(client: T, helper: string): T {
  const exchange = (client as unknown as Readonly<Record<string, { transporter?: unknown } | undefined>>)[helper];
  if (exchange !== undefined) exchange.transporter = client.transporter;
  return client;
}
