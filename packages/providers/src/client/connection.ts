import { OrchestratorError, isKnownProvider, type Model, type ProviderId } from "@ai-orchestrator/contract";
import type { Link, ProviderAdapter } from "../clients/provider-adapter.ts";
import { PROVIDERS } from "../facts/providers-table.ts";
import type { ProviderDeps, ProviderSettings } from "../facts/provider-deps.ts";
import type { AuthScheme, ProviderTimeouts } from "../facts/provider-facts.ts";
import type { Door } from "../http/door.ts";
import { Exchange } from "../http/exchange.ts";
import { guardedFetch } from "../http/guarded-fetch.ts";
import { sendThrough } from "../http/http-answer.ts";
import { wholeThrough } from "../http/whole-through.ts";
import { recordingFetch } from "../wire/write-request.ts";

/** A provider made reachable: what it is, where it is, how it authenticates. */
export interface Connection {
  readonly provider: ProviderId;
  readonly name: string;
  readonly adapter: ProviderAdapter;
  readonly deps: ProviderDeps;
  readonly timeouts: ProviderTimeouts;
  /** Looked up anew for every call, because settings may change. */
  readonly baseUrl: () => string | Promise<string>;
  readonly authorize: () => Promise<Readonly<Record<string, string>>>;
}

/** What calls have in common while neither settings nor address change. */
interface Place {
  readonly settings: ProviderSettings;
  /** As it was given. */
  readonly baseUrl: string;
  readonly door: Door;
  /** For models that only write requests. */
  readonly writing: Link;
}

/** One call's way out and what it saw. */
export class OpenCall {
  readonly door: Door;
  readonly exchange: Exchange;
  readonly settings: ProviderSettings;
  readonly writing: Link;

  constructor({ door, settings, writing }: Place, model: Pick<Model, "key"> | undefined) {
    this.door = door;
    this.exchange = new Exchange(door, model?.key);
    this.settings = settings;
    this.writing = writing;
  }

  /** For models that send requests themselves. */
  get link(): Link {
    return { ...this.writing, fetch: guardedFetch(this.door, this.exchange) };
  }
}

const places = new WeakMap<Connection, Place>();

/** Opens the way for one call. Throws `invalid_config` where the base URL is not one. */
export async function openCall(connection: Connection, model?: Pick<Model, "key">): Promise<OpenCall> {
  const settings = connection.deps.settings(connection.provider);
  const given = connection.baseUrl();
  const baseUrl = typeof given === "string" ? given : await given;
  let place = places.get(connection);
  if (place === undefined || place.settings !== settings || place.baseUrl !== baseUrl)
    places.set(connection, (place = placeOf(connection, settings, baseUrl)));
  return new OpenCall(place, model);
}

function placeOf(connection: Connection, settings: ProviderSettings, given: string): Place {
  const { provider, deps, name, timeouts } = connection;
  const baseUrl = given.replace(/\/+$/, "");
  const address = webAddress(baseUrl);
  if (address === undefined) {
    throw new OrchestratorError("invalid_config", `The base URL of ${name} is not a web address: ${baseUrl}`, {
      suggestion: `Correct providers.${provider}.baseUrl.`,
      provider,
    });
  }
  const send = deps.send ?? sendThrough(deps.fetch);
  const door: Door = {
    provider,
    baseUrl,
    origin: address.origin,
    send,
    sendWhole: deps.sendWhole ?? wholeThrough(send),
    authorize: () => authorizeAt([settings.baseUrl, given], connection),
    headers: extraHeaders(provider, settings),
    timeouts,
    now: deps.now,
  };
  return { settings, baseUrl: given, door, writing: { provider, baseUrl, fetch: recordingFetch, settings } };
}

/** Rejects where the provider has left these addresses, as set or as used: the key that is found now is another's. */
function authorizeAt(
  addresses: readonly (string | undefined)[],
  { provider, name, deps, authorize }: Connection,
): ReturnType<Connection["authorize"]> {
  if (addresses.includes(deps.settings(provider).baseUrl)) return authorize();
  const moved = `${name} was given another address while it was being asked.`;
  return Promise.reject(new OrchestratorError("network", moved, { provider, retryable: true }));
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
