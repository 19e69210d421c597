import type { JsonObject } from "@ai-orchestrator/contract";
import type { GatewayOptions } from "./create-gateway.ts";
import type { SessionStore } from "./access/session-store.ts";
import { countTokens, messages } from "./faces/anthropic/messages.ts";
import { chatCompletions } from "./faces/openai/chat-completions.ts";
import { readMessagesRequest } from "./faces/anthropic/read-messages-request.ts";
import { readChatRequest } from "./faces/openai/read-chat-request.ts";
import { embeddings } from "./faces/openai/embeddings.ts";
import { generateImages } from "./faces/openai/images.ts";
import { listModels } from "./faces/openai/list-models.ts";
import type { GatewayRequest } from "./http/gateway-request.ts";
import { parseJson, readBody } from "./http/read-json.ts";
import type { Route } from "./http/route-table.ts";
import { sendJson } from "./http/send.ts";
import { OPENAI_CHAT, ANTHROPIC_MESSAGES } from "./relay/dialect.ts";
import type { RelayPool } from "./relay/relay-pool.ts";
import { relayOrTranslate } from "./relay/relay-or-translate.ts";
import type { Metrics } from "./operations/metrics.ts";

/** What routes are built over. */
export interface RouteParts {
  readonly options: GatewayOptions;
  readonly sessions: SessionStore;
  readonly metrics: Metrics;
  readonly isDraining: () => boolean;
  readonly now: () => number;
  readonly pool: RelayPool;
}

const MEGABYTE = 1_048_576;
/** Pictures and documents come inside the body. */
const MODEL_BODY = 32 * MEGABYTE;

/** Every route there is. */
export function allRoutes(parts: RouteParts): readonly Route[] {
  return [...operationRoutes(parts), ...openaiRoutes(parts), ...anthropicRoutes(parts)];
}

function operationRoutes({ metrics, isDraining, options }: RouteParts): readonly Route[] {
  const none = { access: "open", maxBody: 0 } as const;
  return [
    {
      method: "GET",
      pattern: "/health",
      policy: none,
      face: "app",
      handle: async ({ response }) => sendJson(response, 200, { status: "ok", version: options.version }),
    },
    {
      method: "GET",
      pattern: "/ready",
      policy: none,
      face: "app",
      handle: async ({ response }) => sendJson(response, isDraining() ? 503 : 200, { ready: !isDraining() }),
    },
    {
      method: "GET",
      pattern: "/metrics",
      policy: { access: "owner", maxBody: 0 },
      face: "app",
      handle: async ({ response }) => {
        response.setHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
        response.end(metrics.text());
      },
    },
  ];
}

/** A route that takes a JSON body. */
export function jsonRoute(route: JsonRoute): Route {
  const { run, ...rest } = route;
  return {
    ...rest,
    method: "POST",
    handle: async (request) => {
      const raw = await readBody(request.raw, route.policy.maxBody);
      await run(parseJson(raw), request, raw);
    },
  };
}

/** A route that takes a JSON body; `run` also gets its bytes. */
type JsonRoute = Omit<Route, "handle" | "method"> & {
  readonly run: (body: JsonObject, request: GatewayRequest, raw: Buffer) => Promise<void>;
};

function openaiRoutes(parts: RouteParts): readonly Route[] {
  const { options, metrics } = parts;
  const { orchestrator } = options;
  const shared = { face: "openai", policy: { access: "key", maxBody: MODEL_BODY } } as const;
  const read = { face: "openai", policy: { access: "key", maxBody: 0 }, method: "GET" } as const;
  return [
    jsonRoute({
      ...shared,
      pattern: "/v1/chat/completions",
      run: (body, request, raw) =>
        relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "openai-chat",
          dialect: OPENAI_CHAT,
          read: (value) => readChatRequest(value).turn,
          translate: () => chatCompletions(body, request, { orchestrator, metrics }),
        }),
    }),
    jsonRoute({
      ...shared,
      pattern: "/v1/embeddings",
      run: (body, request) => embeddings(body, request, orchestrator),
    }),
    jsonRoute({
      ...shared,
      pattern: "/v1/images/generations",
      run: (body, request) => generateImages(body, request, orchestrator),
    }),
    { ...read, pattern: "/v1/models", handle: (request) => listModels(request, orchestrator) },
    { ...read, pattern: "/v1/models/*name", handle: (request) => listModels(request, orchestrator) },
  ];
}

function anthropicRoutes(parts: RouteParts): readonly Route[] {
  const { options, metrics } = parts;
  const { orchestrator } = options;
  const shared = { face: "anthropic", policy: { access: "key", maxBody: MODEL_BODY } } as const;
  return [
    jsonRoute({
      ...shared,
      pattern: "/v1/messages",
      run: (body, request, raw) =>
        relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "anthropic-messages",
          dialect: ANTHROPIC_MESSAGES,
          read: (value) => readMessagesRequest(value).turn,
          translate: () => messages(body, request, { orchestrator, metrics }),
        }),
    }),
    jsonRoute({
      ...shared,
      pattern: "/v1/messages/count_tokens",
      run: (body, request) => countTokens(body, request, { orchestrator }),
    }),
  ];
}
