import type { RouteParts } from "../all-routes.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson } from "../http/send.ts";

/** Is it up, may it be asked, what did it do. */
export function healthRoutes({ metrics, isDraining, options }: RouteParts): readonly Route[] {
  const open = { method: "GET", face: "app", policy: { access: "open", maxBody: 0 } } as const;
  return [
    {
      ...open,
      pattern: "/health",
      handle: async ({ response }) => sendJson(response, 200, { status: "ok", version: options.version }),
    },
    {
      ...open,
      pattern: "/ready",
      handle: async ({ response }) => sendJson(response, isDraining() ? 503 : 200, { ready: !isDraining() }),
    },
    {
      ...open,
      pattern: "/metrics",
      policy: { access: "owner", maxBody: 0 },
      handle: async ({ response }) => {
        response.setHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
        response.end(metrics.text());
      },
    },
  ];
}
