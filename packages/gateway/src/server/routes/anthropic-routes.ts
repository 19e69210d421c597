import type { RouteParts } from "../all-routes.ts";
import { countTokens, messages } from "../faces/anthropic/messages.ts";
import { readMessagesRequest } from "../faces/anthropic/read-messages-request.ts";
import type { Route } from "../http/route-table.ts";
import { ANTHROPIC_MESSAGES } from "../relay/dialects/anthropic-messages.ts";
import { relayOrTranslate } from "../relay/relay-or-translate.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of Anthropic's API call. */
export function anthropicRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  return [
    modelRoute(parts, {
      face: "anthropic",
      pattern: "/v1/messages",
      run: (body, request, raw) =>
        relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "anthropic-messages",
          dialect: ANTHROPIC_MESSAGES,
          streams: body["stream"] === true,
          read: (value) => readMessagesRequest(value).turn,
          translate: () => messages(body, request, { orchestrator, metrics: parts.metrics }),
        }),
    }),
    modelRoute(parts, {
      face: "anthropic",
      pattern: "/v1/messages/count_tokens",
      run: (body, request) => countTokens(body, request, { orchestrator }),
    }),
  ];
}
