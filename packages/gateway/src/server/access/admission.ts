import type { IncomingMessage } from "node:http";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Admitted } from "../http/running-request.ts";
import type { Route, RouteTable } from "../http/route-table.ts";
import { originProblem, type OriginRules } from "./check-origin.ts";
import { identify, type Identification } from "./identify.ts";
import { ANONYMOUS, type AccessKey } from "./key-store.ts";
import { createRateGate } from "./rate-gate.ts";

/** What a request must pass before a byte of its body is read, in this order: origin, identity, route, policy, rate, type. */
export interface Admission {
  /** Throws OrchestratorError with the status of the refusal. */
  admit(request: IncomingMessage): Admitted;
}

/** What admission decides by. */
export interface AdmissionParts extends Identification {
  readonly table: RouteTable;
  readonly rules: () => OriginRules;
  readonly isDraining: () => boolean;
}

/** The one door. */
export function createAdmission(parts: AdmissionParts): Admission {
  const rate = createRateGate();
  const limit = (key: AccessKey): void => {
    if (key.requestsPerMinute === undefined) return;
    const wait = rate.take(key.id, key.requestsPerMinute, parts.now());
    if (wait > 0)
      throw new OrchestratorError("rate_limited", `This key may make ${key.requestsPerMinute} requests a minute.`, {
        status: 429,
        retryAfterMs: wait,
      });
  };
  return {
    admit: (request) => {
      const problem = originProblem(request, parts.rules());
      if (problem !== undefined) throw new OrchestratorError("blocked_by_policy", problem, { status: 403 });
      const url = request.url ?? "/";
      const cut = url.indexOf("?");
      const path = cut < 0 ? url : url.slice(0, cut);
      const found = find(parts.table, request.method ?? "GET", path);
      const key = keyFor(request, parts, "route" in found ? found.route : undefined);
      if (!("route" in found)) throw noRoute(path, found.allowed);
      const { route, params } = found;
      if (parts.isDraining() && route.policy.access !== "open")
        throw new OrchestratorError("overloaded", "The server is stopping.", { status: 503, retryAfterMs: 1000 });
      limit(key);
      checkContentType(request, route);
      return { route, params, path, key, search: cut < 0 ? "" : url.slice(cut + 1) };
    },
  };
}

/** Monitors ask with HEAD whether a server lives; Node leaves the body out by itself. */
function find(table: RouteTable, method: string, path: string): ReturnType<RouteTable["find"]> {
  if (method !== "HEAD") return table.find(method, path);
  const found = table.find("GET", path);
  return "route" in found && found.route.policy.access === "open" ? found : table.find(method, path);
}

/** Who calls. Without a token there is no word on which routes exist. */
function keyFor(request: IncomingMessage, parts: AdmissionParts, route: Route | undefined): AccessKey {
  const identity = identify(request, parts);
  if ("problem" in identity) {
    if (route?.policy.access === "open") return ANONYMOUS;
    throw new OrchestratorError("authentication", identity.problem, { status: 401 });
  }
  if (route?.policy.access === "owner" && !identity.key.owner)
    throw new OrchestratorError("permission", "Only the owner's token may do that.", { status: 403 });
  return identity.key;
}

function noRoute(path: string, allowed: readonly string[]): OrchestratorError {
  return allowed.length > 0
    ? new OrchestratorError("not_found", `${path} answers ${allowed.join(", ")}.`, { status: 405 })
    : new OrchestratorError("not_found", `There is no ${path}.`, { status: 404 });
}

function checkContentType(request: IncomingMessage, route: Route): void {
  if (route.policy.maxBody === 0) return;
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new OrchestratorError("invalid_input", "Send the body as it is, without content-encoding.", { status: 415 });
  const type = request.headers["content-type"] ?? "";
  if (type === "application/json") return;
  if (!/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(type))
    throw new OrchestratorError("invalid_input", "Send the body with content-type: application/json.", { status: 415 });
}
