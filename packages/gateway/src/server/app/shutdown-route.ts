import { SHUTDOWN_PATH } from "../../protocol/app-api.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson } from "../http/send.ts";

/** The owner asks the server to end. A request works where signals do not exist (Windows), and never reaches a stranger's process. */
export function shutdownRoute(onShutdown: () => void): Route {
  return {
    method: "POST",
    pattern: SHUTDOWN_PATH,
    policy: { access: "owner", maxBody: 0 },
    face: "app",
    handle: async ({ response }) => {
      response.once("close", onShutdown);
      sendJson(response, 202, { stopping: true });
    },
  };
}
