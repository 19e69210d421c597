import type { ProviderClient, ProviderId } from "@ai-orchestrator/contract";
import type { Connection } from "./client/connection.ts";
import { connectionFor } from "./client/connection-for.ts";
import { embedTexts } from "./client/embed-texts.ts";
import { makeImages } from "./client/make-images.ts";
import { streamCall } from "./client/stream-call.ts";
import { verifyCredential } from "./client/verify-credential.ts";
import type { ProviderDeps } from "./facts/provider-deps.ts";

/**
 * A client for one provider: a shipped one, or any OpenAI-compatible endpoint the settings give a `baseUrl` for.
 * Loads nothing heavy until the first call. Throws `invalid_config` for an unknown provider without a base URL.
 */
export async function createProviderClient(provider: ProviderId, deps: ProviderDeps): Promise<ProviderClient> {
  return clientOver(await connectionFor(provider, deps));
}

function clientOver(connection: Connection): ProviderClient {
  const { adapter, provider } = connection;
  return {
    provider,
    stream: (call, options) => streamCall(connection, call, options),
    ...(adapter.embedding === undefined
      ? {}
      : { embed: (request, options) => embedTexts(connection, request, options) }),
    ...(adapter.image === undefined
      ? {}
      : { generateImages: (request, options) => makeImages(connection, request, options) }),
    verify: (options) => verifyCredential(connection, options),
  };
}
