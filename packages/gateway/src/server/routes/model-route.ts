import type { JsonObject } from "@ai-orchestrator/contract";
import type { RouteParts } from "../all-routes.ts";
import type { GatewayRequest } from "../http/gateway-request.ts";
import { jsonRoute } from "../http/json-route.ts";
import type { Route } from "../http/route-table.ts";

/** Pictures and documents come inside the body. */
const MODEL_BODY = 32 * 1_048_576;

/** A route that asks a model: its answer may be replayed from the cache, or for the same idempotency key. */
export function modelRoute(
  { replays }: RouteParts,
  route: Pick<Route, "face" | "pattern" | "sendsOwnHeaders"> & {
    readonly run: (body: JsonObject, request: GatewayRequest, raw: Buffer) => Promise<void>;
  },
): Route {
  return jsonRoute({
    ...route,
    policy: { access: "key", maxBody: MODEL_BODY },
    run: (body, request, raw) => replays.answer(request, raw, () => route.run(body, request, raw)),
  });
}
