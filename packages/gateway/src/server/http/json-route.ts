import type { JsonObject } from "@ai-orchestrator/contract";
import { allArrived } from "./all-arrived.ts";
import type { GatewayRequest } from "./gateway-request.ts";
import { parseJson, readBody } from "./read-json.ts";
import type { Route } from "./route-table.ts";

/** A route that takes a JSON body; `run` also gets its bytes. */
export type JsonRoute = Omit<Route, "handle" | "method"> & {
  readonly run: (body: JsonObject, request: GatewayRequest, raw: Buffer) => Promise<void>;
};

/** The route that reads the body first. */
export function jsonRoute(route: JsonRoute): Route {
  const { run, ...rest } = route;
  return {
    ...rest,
    method: "POST",
    handle: async (request) => {
      const raw = await readBody(request.raw, route.policy.maxBody);
      await allArrived();
      await run(parseJson(raw), request, raw);
    },
  };
}
