import type { RouteParts } from "../all-routes.ts";
import { chatCompletions } from "../faces/openai/chat-completions.ts";
import { embeddings } from "../faces/openai/embeddings.ts";
import { generateImages } from "../faces/openai/images.ts";
import { listModels } from "../faces/openai/list-models.ts";
import { readChatRequest } from "../faces/openai/read-chat-request.ts";
import { readResponsesRequest } from "../faces/openai/read-responses-request.ts";
import { responses } from "../faces/openai/responses.ts";
import type { Route } from "../http/route-table.ts";
import { OPENAI_CHAT } from "../relay/dialects/openai-chat.ts";
import { OPENAI_RESPONSES } from "../relay/dialects/openai-responses.ts";
import { relayOrTranslate } from "../relay/relay-or-translate.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of OpenAI's API call. */
export function openaiRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  const context = { orchestrator, metrics: parts.metrics };
  const read = { face: "openai", policy: { access: "key", maxBody: 0 }, method: "GET" } as const;
  return [
    modelRoute(parts, {
      face: "openai",
      pattern: "/v1/chat/completions",
      run: (body, request, raw) =>
        relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "openai-chat",
          dialect: OPENAI_CHAT,
          streams: body["stream"] === true,
          read: (value) => readChatRequest(value).turn,
          translate: () => chatCompletions(body, request, context),
        }),
    }),
    modelRoute(parts, {
      face: "openai",
      pattern: "/v1/responses",
      run: (body, request, raw) =>
        relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "openai-responses",
          dialect: OPENAI_RESPONSES,
          streams: body["stream"] === true,
          read: (value) => readResponsesRequest(value).turn,
          translate: () => responses(body, request, context),
        }),
    }),
    modelRoute(parts, {
      face: "openai",
      pattern: "/v1/embeddings",
      run: (body, request) => embeddings(body, request, orchestrator),
    }),
    modelRoute(parts, {
      face: "openai",
      pattern: "/v1/images/generations",
      run: (body, request) => generateImages(body, request, orchestrator),
    }),
    { ...read, pattern: "/v1/models", handle: (request) => listModels(request, orchestrator) },
    { ...read, pattern: "/v1/models/*name", handle: (request) => listModels(request, orchestrator) },
  ];
}
