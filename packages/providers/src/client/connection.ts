import { OrchestratorError, isKnownProvider, type Model, type ProviderId } from "@ai-orchestrator/contract";
import type { Link, ProviderAdapter } from "../clients/provider-adapter.ts";
import { PROVIDERS } from "../facts/providers-table.ts";
import type { ProviderDeps, ProviderSettings } from "../facts/provider-deps.ts";
import type { AuthScheme, ProviderTimeouts } from "../facts/provider-facts.ts";
import { guardedFetch } from "../http/guarded-fetch.ts";
import { sendThrough } from "../http/http-answer.ts";
import { newExchange, type Door, type Exchange } from "../http/open-exchange.ts";

/** A provider made reachable: what it is, where it is, how it authenticates. */
export interface Connection {
  readonly provider: ProviderId;
  readonly name: string;
  readonly adapter: ProviderAdapter;
  readonly deps: ProviderDeps;
  readonly timeouts: ProviderTimeouts;
  /** Looked up anew for every call, because settings may change. */
  readonly baseUrl: () => Promise<string>;
  readonly authorize: () => Promise<Readonly<Record<string, string>>>;
}

/** One call's own fetch and what it saw. */
export interface OpenCall {
  readonly door: Door;
  readonly exchange: Exchange;
  readonly link: Link;
}

/** Opens the way for one call. Throws `invalid_config` where the base URL is not one. */
export async function openCall(connection: Connection, model?: Pick<Model, "key">): Promise<OpenCall> {
  const { provider, deps } = connection;
  const settings = deps.settings(provider);
  const baseUrl = (await connection.baseUrl()).replace(/\/+$/, "");
  const place = webAddress(baseUrl);
  if (place === undefined) {
    throw new OrchestratorError(
      "invalid_config",
      `The base URL of ${connection.name} is not a web address: ${baseUrl}`,
      { suggestion: `Correct providers.${provider}.baseUrl.`, provider },
    );
  }
  const door: Door = {
    provider,
    baseUrl,
    origin: place.origin,
    send: deps.send ?? sendThrough(deps.fetch),
    authorize: connection.authorize,
    headers: extraHeaders(provider, settings),
    timeouts: connection.timeouts,
    now: deps.now,
    ...(model === undefined ? {} : { model: model.key }),
  };
  const exchange = newExchange(door);
  return { door, exchange, link: { provider, baseUrl, fetch: guardedFetch(door, exchange), settings } };
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
}

/** Headers that go with every request beside the credential: OpenAI's organization and project, and the user's own, which win. */
export function extraHeaders(provider: ProviderId, settings: ProviderSettings): Readonly<Record<string, string>> {
  if (provider !== "openai") return settings.headers ?? {};
  return {
    ...(settings.organization === undefined ? {} : { "openai-organization": settings.organization }),
    ...(settings.project === undefined ? {} : { "openai-project": settings.project }),
    ...settings.headers,
  };
}

/** The headers that carry a key under one scheme. */
export function keyHeaders(scheme: AuthScheme, key: string): Readonly<Record<string, string>> {
  if (scheme === "x-api-key" || scheme === "x-goog-api-key") return { [scheme]: key };
  return { authorization: `Bearer ${key}` };
}

/** Looks up a provider's key and puts it into headers. Throws `authentication` where there is none and one is needed. */
export async function keyAuthorization(
  provider: ProviderId,
  scheme: AuthScheme,
  deps: ProviderDeps,
): Promise<Readonly<Record<string, string>>> {
  const key = (await deps.credential(provider))?.trim();
  if (key !== undefined && key !== "") {
    if (/^[\x21-\x7e]+$/.test(key)) return keyHeaders(scheme, key);
    throw new OrchestratorError("authentication", `The key for ${nameOf(provider)} holds characters that no key has.`, {
      provider,
      suggestion: "Store it again; something else may have been copied along.",
    });
  }
  if (scheme === "optional-bearer") return {};
  // A proxy of the user's may hold the key itself.
  const own = Object.keys(deps.settings(provider).headers ?? {}).map((name) => name.toLowerCase());
  if (own.includes("authorization") || own.includes("x-api-key") || own.includes("x-goog-api-key")) return {};
  const name = nameOf(provider);
  const variable = isKnownProvider(provider) ? PROVIDERS[provider].envKeys[0] : undefined;
  throw new OrchestratorError("authentication", `There is no API key for ${name}.`, {
    provider,
    suggestion: variable === undefined ? `Store a key for ${name}.` : `Store a key for ${name}, or set ${variable}.`,
  });
}

function nameOf(provider: ProviderId): string {
  return isKnownProvider(provider) ? PROVIDERS[provider].name : provider;
}
