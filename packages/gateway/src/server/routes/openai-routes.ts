import type { RouteParts } from "../all-routes.ts";
import { chatCompletions } from "../faces/openai/chat-completions.ts";
import { embeddings } from "../faces/openai/embeddings.ts";
import { generateImages } from "../faces/openai/images.ts";
import { readChatRequest } from "../faces/openai/read-chat-request.ts";
import { readResponsesRequest } from "../faces/openai/read-responses-request.ts";
import { responses } from "../faces/openai/responses.ts";
import type { Route } from "../http/route-table.ts";
import { OPENAI_CHAT } from "../relay/dialects/openai-chat.ts";
import { OPENAI_RESPONSES } from "../relay/dialects/openai-responses.ts";
import { dialectCall } from "./dialect-call.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of OpenAI's API call. */
export function openaiRoutes(parts: RouteParts): readonly Route[] {
  const context = { orchestrator: parts.options.orchestrator, metrics: parts.metrics };
  const asks = { face: "openai" } as const;
  const relays = { ...asks, sendsOwnHeaders: true } as const;
  const chat = dialectCall(parts, {
    protocol: "openai-chat",
    dialect: OPENAI_CHAT,
    read: readChatRequest,
    answer: chatCompletions,
  });
  const respond = dialectCall(parts, {
    protocol: "openai-responses",
    dialect: OPENAI_RESPONSES,
    read: readResponsesRequest,
    answer: responses,
  });
  return [
    modelRoute(parts, { ...relays, pattern: "/v1/chat/completions", run: chat }),
    modelRoute(parts, { ...relays, pattern: "/v1/responses", run: respond }),
    modelRoute(parts, {
      ...asks,
      pattern: "/v1/embeddings",
      run: (body, request) => embeddings(body, request, context),
    }),
    modelRoute(parts, {
      ...asks,
      pattern: "/v1/images/generations",
      run: (body, request) => generateImages(body, request, context),
    }),
  ];
}
