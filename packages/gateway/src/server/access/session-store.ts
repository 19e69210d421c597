import { randomBytes } from "node:crypto";
import { sameSecret } from "./identify.ts";

const CODE_MS = 60_000;
const SESSION_MS = 12 * 3_600_000;
const COOKIE = "aio_session";

/** Browser sessions: a one-time code from the terminal becomes a cookie that scripts cannot read. */
export interface SessionStore {
  /** A code good for one exchange within 60 s. */
  issueCode(now: number): string;
  /** Cookie header value and CSRF token for a code, or undefined if it is not valid (any more). */
  exchange(code: string, now: number): { readonly cookie: string; readonly csrf: string } | undefined;
  isValid(cookieHeader: string | undefined, csrf: string | readonly string[] | undefined, now: number): boolean;
}

/** Sessions in memory: they end with the server. */
export function createSessionStore(): SessionStore {
  const codes = new Map<string, number>();
  const sessions = new Map<string, { readonly csrf: string; readonly until: number }>();
  return {
    issueCode: (now) => {
      const code = randomBytes(24).toString("base64url");
      codes.set(code, now + CODE_MS);
      return code;
    },
    exchange: (code, now) => {
      const until = codes.get(code);
      codes.delete(code);
      if (until === undefined || until < now) return undefined;
      const id = randomBytes(32).toString("base64url");
      const csrf = randomBytes(24).toString("base64url");
      sessions.set(id, { csrf, until: now + SESSION_MS });
      return { cookie: `${COOKIE}=${id}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${SESSION_MS / 1000}`, csrf };
    },
    isValid: (header, csrf, now) => {
      const id = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(header ?? "")?.[1];
      const session = id === undefined ? undefined : sessions.get(id);
      return session !== undefined && session.until > now && typeof csrf === "string" && sameSecret(csrf, session.csrf);
    },
  };
}
