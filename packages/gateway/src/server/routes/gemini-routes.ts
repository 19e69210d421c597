import type { RouteParts } from "../all-routes.ts";
import { embedContent } from "../faces/gemini/embed-content.ts";
import { countGeminiTokens, generateContent, hasEvents } from "../faces/gemini/generate-content.ts";
import { readCall } from "../faces/gemini/read-call.ts";
import { readGenerateRequest } from "../faces/gemini/read-generate-request.ts";
import type { Route } from "../http/route-table.ts";
import { setSafeHeaders } from "../http/send.ts";
import { GEMINI } from "../relay/dialects/gemini.ts";
import { dialectCall } from "./dialect-call.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of Google's API call. */
export function geminiRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  const generate = dialectCall(parts, {
    protocol: "gemini",
    dialect: GEMINI,
    read: (body, { params }) => readGenerateRequest(body, readCall(params["call"] ?? "")),
    answer: generateContent,
    // A stream as one JSON array is not what upstreams are asked for here.
    isRelayable: ({ stream }, request) => !stream || hasEvents(request),
  });
  // Google's clients say v1beta or v1, depending on their version.
  return ["/v1beta/models/*call", "/v1/models/*call"].map((pattern) =>
    modelRoute(parts, {
      face: "gemini",
      pattern,
      sendsOwnHeaders: true,
      run: async (body, request, raw) => {
        const call = readCall(request.params["call"] ?? "");
        if (call.method === "generateContent" || call.method === "streamGenerateContent")
          return generate(body, request, raw);
        setSafeHeaders(request.response, request.id);
        if (call.method === "countTokens") return countGeminiTokens(body, request, { call, orchestrator });
        return embedContent(body, request, { call, orchestrator, metrics: parts.metrics });
      },
    }),
  );
}
