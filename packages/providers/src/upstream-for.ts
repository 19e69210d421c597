import { isKnownProvider, type Model, type Upstream, type WireProtocol } from "@ai-orchestrator/contract";
import { connectionFor } from "./client/connection-for.ts";
import { extraHeaders, openCall } from "./client/connection.ts";
import type { ProviderDeps } from "./facts/provider-deps.ts";
import { adviceFor, refusesReasoning } from "./errors/classify-failure.ts";
import { secretRemover, secretsIn } from "./errors/redact-secrets.ts";
import { PROVIDERS } from "./facts/providers-table.ts";
import { isReachedByOwnConnections } from "./http/proxies-of.ts";

/**
 * Where the gateway may relay raw bytes for a model, credential included; undefined where its provider does not speak
 * `protocol` (or, without `protocol`, any the gateway knows), and where it is asked through a proxy that only fetch
 * can use. Errors are those of looking the credential up.
 */
export async function upstreamFor(
  model: Model,
  deps: ProviderDeps,
  protocol?: WireProtocol,
): Promise<Upstream | undefined> {
  const spoken = protocolsOf(model, deps);
  const chosen = protocol === undefined ? spoken[0] : spoken.find((one) => one === protocol);
  if (chosen === undefined) return undefined;
  const connection = await connectionFor(model.provider, deps);
  const { door, settings } = await openCall(connection, model);
  if (!isReachedByOwnConnections(new URL(door.baseUrl), deps.env)) return undefined;
  const version = chosen === "anthropic-messages" ? { "anthropic-version": "2023-06-01" } : {};
  const secret = { ...(await door.authorize()), ...extraHeaders(model.provider, settings) };
  const secrets = secretsIn(secret);
  return {
    model,
    protocol: chosen,
    baseUrl: model.provider === "vertex-ai" ? `${door.baseUrl}/publishers/google` : door.baseUrl,
    headers: { ...version, ...secret },
    redact: secretRemover(secrets),
    refusesReasoning,
    advice: (code) => adviceFor(code, model.provider, model.key),
  };
}

/** The protocols a model's provider speaks natively, best first; the settings' `api` narrows OpenAI's two. */
export function protocolsOf(model: Model, deps: Pick<ProviderDeps, "settings">): readonly WireProtocol[] {
  const { api } = deps.settings(model.provider);
  const spoken: readonly WireProtocol[] = isKnownProvider(model.provider)
    ? PROVIDERS[model.provider].protocols
    : ["openai-chat"];
  if (api === "chat") return spoken.filter((one) => one !== "openai-responses");
  return spoken;
}
