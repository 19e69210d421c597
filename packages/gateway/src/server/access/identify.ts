import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { OWNER, type AccessKey, type KeyStore } from "./key-store.ts";
import type { SessionStore } from "./session-store.ts";

/** What a caller can show. */
export interface Identification {
  readonly token: string;
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

/** Compares in constant time, whatever the lengths. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer"));
}
