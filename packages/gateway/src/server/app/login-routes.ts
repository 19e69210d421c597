import { OrchestratorError } from "@ai-orchestrator/contract";
import { LOGIN_CODES_PATH, LOGIN_PATH } from "../../protocol/app-api.ts";
import type { SessionStore } from "../access/session-store.ts";
import { text } from "../faces/read-fields.ts";
import { jsonRoute } from "../http/json-route.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson } from "../http/send.ts";

/** A browser's login: the one-time code from the terminal becomes a cookie scripts cannot read, and a token every request must show beside it. */
export function loginRoutes(sessions: SessionStore, now: () => number): readonly Route[] {
  return [exchangeRoute(sessions, now), codesRoute(sessions, now)];
}

/** A new code, for the owner's own programs: the terminal shows it, or opens a browser with it. */
function codesRoute(sessions: SessionStore, now: () => number): Route {
  return {
    method: "POST",
    pattern: LOGIN_CODES_PATH,
    policy: { access: "owner", maxBody: 0 },
    face: "app",
    handle: async ({ response }) => sendJson(response, 200, { code: sessions.issueCode(now()) }),
  };
}

function exchangeRoute(sessions: SessionStore, now: () => number): Route {
  return jsonRoute({
    face: "app",
    pattern: LOGIN_PATH,
    policy: { access: "open", maxBody: 1024 },
    run: async (body, { raw, response }) => {
      const session = sessions.exchange(text(body["code"], "code"), now());
      if (session === undefined)
        throw new OrchestratorError("authentication", "The code is not valid, or no longer.", {
          status: 401,
          suggestion: "Codes work once, within a minute: ask for a new one.",
        });
      response.setHeader("set-cookie", "encrypted" in raw.socket ? `${session.cookie}; Secure` : session.cookie);
      sendJson(response, 200, { csrf: session.csrf });
    },
  });
}
