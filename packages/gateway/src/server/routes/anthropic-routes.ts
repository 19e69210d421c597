import type { RouteParts } from "../all-routes.ts";
import { countTokens, messages } from "../faces/anthropic/messages.ts";
import { readMessagesRequest } from "../faces/anthropic/read-messages-request.ts";
import type { Route } from "../http/route-table.ts";
import { ANTHROPIC_MESSAGES } from "../relay/dialects/anthropic-messages.ts";
import { dialectCall } from "./dialect-call.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of Anthropic's API call. */
export function anthropicRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  const asks = { face: "anthropic" } as const;
  const message = dialectCall(parts, {
    protocol: "anthropic-messages",
    dialect: ANTHROPIC_MESSAGES,
    read: readMessagesRequest,
    answer: messages,
  });
  return [
    modelRoute(parts, { ...asks, pattern: "/v1/messages", sendsOwnHeaders: true, run: message }),
    modelRoute(parts, {
      ...asks,
      pattern: "/v1/messages/count_tokens",
      run: (body, request) => countTokens(body, request, { orchestrator }),
    }),
  ];
}
