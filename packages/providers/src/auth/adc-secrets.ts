import type { JsonObject } from "@ai-orchestrator/contract";
import { redactSecrets, secretsIn } from "../errors/redact-secrets.ts";

/** Fields of a credentials file that let someone in. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(["private_key", "client_secret", "refresh_token"]);
/** Shorter values of a token request are names: scopes, grant types, ids. */
const SHORTEST_SECRET = 20;

/** Hides what an exchange for a token must not give away, and keeps it where it belongs. */
export interface AdcSecrets {
  /** `send`, noting every secret that goes out, and following no redirect: the request is the secret. */
  readonly fetch: typeof fetch;
  /** The text without any secret of the file or of a request sent so far. */
  redact(text: string): string;
  /** What went wrong, for people who print causes: text only. The library's own errors carry the whole request and answer. */
  plainCause(thrown: unknown): Error;
}

/** Over one credentials file. */
export function createAdcSecrets(json: JsonObject, send: typeof fetch): AdcSecrets {
  const secrets = new Set(fileSecrets(json));
  // A request is a form: who echoes it in base64 or hex tells its values URL-escaped.
  const redact = (text: string): string =>
    redactSecrets(text, [...secrets, ...[...secrets].map((secret) => encodeURIComponent(secret))]);
  return {
    fetch: (input, init) => {
      for (const secret of sentSecrets(init)) secrets.add(secret);
      return send(input, { ...init, redirect: "manual" });
    },
    redact,
    plainCause: (thrown) => {
      const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
      return Object.assign(new Error(redact(message)), { name, stack: redact(stack ?? "") });
    },
  };
}

/** A key in PEM may be told line by line, or without its line breaks. */
function fileSecrets(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    if (typeof inner !== "string") return fileSecrets(inner);
    return SECRET_FIELDS.has(field) ? [inner, inner.replaceAll("\n", ""), ...inner.split("\n").filter(isLong)] : [];
  });
}

function sentSecrets(init: RequestInit | undefined): readonly string[] {
  const authorization = new Headers(init?.headers).get("authorization");
  return [...parameters(init?.body), ...(authorization === null ? [] : secretsIn({ authorization }))].filter(isLong);
}

/** Token requests are forms, or JSON where one account acts as another. */
function parameters(body: RequestInit["body"]): readonly string[] {
  if (body instanceof URLSearchParams) return [...body.values()];
  if (typeof body !== "string") return [];
  if (!body.startsWith("{")) return [...new URLSearchParams(body).values()];
  return Object.values(JSON.parse(body) as JsonObject).filter((value) => typeof value === "string");
}

function isLong(text: string): boolean {
  return text.length >= SHORTEST_SECRET;
}
