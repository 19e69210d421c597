import type { Route } from "../http/route-table.ts";

/**
 * What OpenAI's interface is also found under, by what is put before the same paths: Groq's own client adds `/openai/v1`
 * to its address, and Google says its OpenAI-compatible interface is at `/v1beta/openai`.
 */
const PREFIXES = ["/openai/v1/", "/v1beta/openai/"] as const;

const OWN = "/v1/";

/** The routes of OpenAI's interface, under the other prefixes too. */
export function withOtherPrefixes(routes: readonly Route[]): readonly Route[] {
  const own = routes.filter(({ face, pattern }) => face === "openai" && pattern.startsWith(OWN));
  const moved = PREFIXES.flatMap((prefix) =>
    own.map((route) => ({ ...route, pattern: prefix + route.pattern.slice(OWN.length) })),
  );
  return [...routes, ...moved];
}
