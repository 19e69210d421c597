import type { RouteParts } from "../all-routes.ts";
import { countGeminiTokens, generateContent, readCall } from "../faces/gemini/generate-content.ts";
import { readGenerateRequest } from "../faces/gemini/read-generate-request.ts";
import type { Route } from "../http/route-table.ts";
import { GEMINI } from "../relay/dialects/gemini.ts";
import { relayOrTranslate } from "../relay/relay-or-translate.ts";
import { modelRoute } from "./model-route.ts";

/** What clients of Google's API call. */
export function geminiRoutes(parts: RouteParts): readonly Route[] {
  const { orchestrator } = parts.options;
  const context = { orchestrator, metrics: parts.metrics };
  // Google's clients say v1beta or v1, depending on their version.
  return ["/v1beta/models/*call", "/v1/models/*call"].map((pattern) =>
    modelRoute(parts, {
      face: "gemini",
      pattern,
      run: async (body, request, raw) => {
        const call = readCall(request.params["call"] ?? "");
        if (call.method === "countTokens") return countGeminiTokens(body, request, { call, orchestrator });
        const streams = call.method === "streamGenerateContent";
        const translate = (): Promise<void> => generateContent(body, request, { call, ...context });
        // A stream as one JSON array is not what upstreams are asked for here.
        if (streams && request.query.get("alt") !== "sse") return translate();
        return relayOrTranslate({
          ...parts,
          body,
          raw,
          request,
          protocol: "gemini",
          dialect: GEMINI,
          streams,
          read: (value) => readGenerateRequest(value, call.model),
          translate,
        });
      },
    }),
  );
}
