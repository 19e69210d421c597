import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { OWNER, type AccessKey, type KeyStore } from "./key-store.ts";
import type { SessionStore } from "./session-store.ts";

/** What a caller can show. */
export interface Identification {
  /** The owner's token as bytes. */
  readonly token: Buffer;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly now: () => number;
}

/** Who the caller is, or why that is not known. */
export type Identity = { readonly key: AccessKey; readonly via: "header" | "cookie" } | { readonly problem: string };

/** Identifies by `Authorization: Bearer`, `x-api-key` or `x-goog-api-key` (what each dialect's clients send), else by a browser session's cookie with its CSRF header. Never by the URL. */
export function identify(request: IncomingMessage, { token, keys, sessions, now }: Identification): Identity {
  const shown = shownSecret(request);
  if (shown === undefined) {
    if (sessions.isValid(request.headers.cookie, request.headers["x-aio-csrf"], now()))
      return { key: OWNER, via: "cookie" };
    return { problem: "A token is required: Authorization: Bearer …" };
  }
  if (sameSecret(shown, token)) return { key: OWNER, via: "header" };
  const key = keys.find(shown);
  if (key === undefined) return { problem: "The token is not valid." };
  if (key.revokedAt !== undefined) return { problem: `The key "${key.name}" was revoked.` };
  if (key.expiresAt !== undefined && key.expiresAt <= now()) return { problem: `The key "${key.name}" has expired.` };
  return { key, via: "header" };
}

function shownSecret({ headers }: IncomingMessage): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const own = headers["x-api-key"] ?? headers["x-goog-api-key"];
  return typeof own === "string" && own !== "" ? own : undefined;
}

/**
 * Compares in a time that says nothing about where two secrets differ. Their length may be told: it is the same for every
 * token we make, and no secret.
 */
export function sameSecret(a: string, b: string | Buffer): boolean {
  const shown = Buffer.from(a);
  const kept = typeof b === "string" ? Buffer.from(b) : b;
  return shown.length === kept.length && timingSafeEqual(shown, kept);
}
