import type { SessionStore } from "./access/session-store.ts";
import { loginRoutes } from "./app/login-routes.ts";
import { operationRoutes } from "./app/operation-routes.ts";
import { runRoutes } from "./app/run-routes.ts";
import type { RunStore } from "./app/run-store.ts";
import { shutdownRoute } from "./app/shutdown-route.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import type { Route } from "./http/route-table.ts";
import type { Metrics } from "./operations/metrics.ts";
import type { Rounds } from "./relay/rounds.ts";
import type { Upstreams } from "./relay/upstreams.ts";
import type { Replays } from "./replay/replays.ts";
import { anthropicRoutes } from "./routes/anthropic-routes.ts";
import { geminiRoutes } from "./routes/gemini-routes.ts";
import { healthRoutes } from "./routes/health-routes.ts";
import { modelLists } from "./routes/model-lists.ts";
import { openaiRoutes } from "./routes/openai-routes.ts";
import { withOtherPrefixes } from "./routes/other-prefixes.ts";

/** What routes are built over. */
export interface RouteParts {
  readonly options: GatewayOptions;
  readonly sessions: SessionStore;
  readonly metrics: Metrics;
  readonly runs: RunStore;
  readonly replays: Replays;
  readonly isDraining: () => boolean;
  readonly now: () => number;
  readonly upstreams: Upstreams;
  /** Says on open streams that they live. */
  readonly keepAlives: Rounds;
}

/** Every route there is. */
export function allRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  return [
    ...healthRoutes(parts),
    ...withOtherPrefixes([...modelLists(orchestrator), ...openaiRoutes(parts)]),
    ...anthropicRoutes(parts),
    ...geminiRoutes(parts),
    ...runRoutes({ orchestrator, runs: parts.runs }),
    ...operationRoutes(orchestrator),
    ...loginRoutes(parts.sessions, parts.now),
    ...(parts.options.onShutdown === undefined ? [] : [shutdownRoute(parts.options.onShutdown)]),
  ];
}
