import type { allRoutes } from "../src/server/all-routes.ts";

/** A path for every route there is, names filled in. */
export function routePatterns(all: typeof allRoutes): readonly string[] {
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });
  const routes = all(nothing as Parameters<typeof allRoutes>[0]);
  return [...new Set(routes.map((route) => route.pattern.replace(/[:*]\w+/g, "x")))];
}
