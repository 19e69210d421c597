import type { IncomingMessage } from "node:http";
import type { Orchestrator } from "@ai-orchestrator/contract";
import { anthropicModels } from "../faces/anthropic/list-models.ts";
import { geminiModels } from "../faces/gemini/list-models.ts";
import { openaiModels } from "../faces/openai/list-models.ts";
import { usableModels } from "../faces/usable-models.ts";
import type { Route } from "../http/route-table.ts";
import { sendJson } from "../http/send.ts";

/** What the caller may use now, in its own dialect. */
export function modelLists(orchestrator: Orchestrator): readonly Route[] {
  const v1 = { face: "openai", listFor } as const;
  const v1beta = { face: "gemini", listFor: () => geminiModels } as const;
  const routes = { "/v1/models": v1, "/v1/models/*name": v1, "/v1beta/models": v1beta, "/v1beta/models/*name": v1beta };
  return Object.entries(routes).map(([pattern, one]) => ({
    method: "GET",
    pattern,
    face: one.face,
    policy: { access: "key", maxBody: 0 },
    handle: async ({ raw, response, params, key }) => {
      const models = await usableModels(key, orchestrator);
      sendJson(response, 200, one.listFor(raw)(models, params["name"]));
    },
  }));
}

/** All three APIs have `/v1/models`; their clients tell themselves apart by the headers they send. Its other prefixes are OpenAI's alone. */
function listFor({ headers, url }: IncomingMessage): typeof openaiModels {
  if (url?.startsWith("/v1/") !== true) return openaiModels;
  if (headers["anthropic-version"] !== undefined) return anthropicModels;
  return headers["x-goog-api-key"] === undefined ? openaiModels : geminiModels;
}
