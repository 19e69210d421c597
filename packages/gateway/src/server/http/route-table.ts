import type { Handler } from "./gateway-request.ts";

/** Who may call a route. A route without one cannot be added. */
export interface RoutePolicy {
  /** `open`: no token (health only). `key`: the owner's token or a virtual key. `owner`: the owner's token or browser session only. */
  readonly access: "open" | "key" | "owner";
  /** Bytes a body may have; 0 for none. */
  readonly maxBody: number;
}

/** One route. Patterns: literal pieces, `:name` for one piece, a trailing `*name` for the rest. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly pattern: string;
  readonly policy: RoutePolicy;
  /** Which dialect its errors speak. */
  readonly face: "openai" | "anthropic" | "gemini" | "app";
  /** It sends the headers every answer has by itself; otherwise they are set before it runs. */
  readonly sendsOwnHeaders?: true;
  readonly handle: Handler;
}

/** A route that fits a path. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** All routes; what is not in it does not exist. */
export interface RouteTable {
  /** The route, or the methods the path knows (empty: no such path). */
  find(method: string, path: string): RouteMatch | { readonly allowed: readonly string[] };
  readonly routes: readonly Route[];
}

/** A table of routes. Throws at start-up for a route without a whole policy, or two that say the same. */
export function createRouteTable(routes: readonly Route[]): RouteTable {
  const literal = new Map<string, Map<string, Route>>();
  const patterns: { readonly pieces: readonly string[]; readonly route: Route }[] = [];
  const seen = new Set<string>();
  for (const route of routes) {
    checkRoute(route, seen);
    if (/[:*]/.test(route.pattern)) patterns.push({ pieces: route.pattern.split("/"), route });
    else byMethod(literal, route.pattern).set(route.method, route);
  }
  return {
    routes,
    find: (method, path) => {
      const exact = literal.get(path);
      const hit = exact?.get(method);
      if (hit !== undefined) return { route: hit, params: {} };
      const allowed = [...(exact?.keys() ?? [])];
      const given = path.split("/");
      for (const { pieces, route } of patterns) {
        const params = matchPieces(pieces, given);
        if (params === undefined) continue;
        if (route.method === method) return { route, params };
        allowed.push(route.method);
      }
      return { allowed };
    },
  };
}

function byMethod(table: Map<string, Map<string, Route>>, pattern: string): Map<string, Route> {
  const known = table.get(pattern) ?? new Map<string, Route>();
  table.set(pattern, known);
  return known;
}

function checkRoute(route: Route, seen: Set<string>): void {
  const name = `${route.method} ${route.pattern}`;
  const policy = route.policy as RoutePolicy | undefined;
  if (
    policy === undefined ||
    !["open", "key", "owner"].includes(policy.access) ||
    !Number.isSafeInteger(policy.maxBody)
  ) {
    throw new Error(`Route ${name} declares no policy; the gateway does not start without one.`);
  }
  if (seen.has(name)) throw new Error(`Route ${name} is declared twice.`);
  seen.add(name);
}

function matchPieces(
  pieces: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const params: Record<string, string> = {};
  for (const [index, piece] of pieces.entries()) {
    if (piece.startsWith("*")) {
      params[piece.slice(1)] = given.slice(index).map(decodePiece).join("/");
      return given.length > index ? params : undefined;
    }
    const value = given[index];
    if (value === undefined) return undefined;
    if (piece.startsWith(":")) {
      if (value === "") return undefined;
      params[piece.slice(1)] = decodePiece(value);
    } else if (piece !== value) return undefined;
  }
  return pieces.length === given.length ? params : undefined;
}

function decodePiece(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // Not percent-encoded: it names nothing we have, and the handler says so.
  }
}
