import type { GoogleVertexProvider } from "@ai-sdk/google-vertex";
import { keepModels } from "../wire/keep-models.ts";
import { geminiReader } from "../wire/gemini-reader.ts";
import { geminiShape, isForSdk } from "./gemini-shape.ts";
import { PLACEHOLDER_KEY, type CallInterface, type Link, type ProviderAdapter } from "./provider-adapter.ts";

/** Keeps the SDK from looking for credentials of its own; the guarded fetch brings the real token. */
const NO_CREDENTIALS = { getAccessToken: async () => ({ token: PLACEHOLDER_KEY }) };

const load = async (link: Link): Promise<GoogleVertexProvider> => {
  const { createGoogleVertex } = await import("@ai-sdk/google-vertex");
  return createGoogleVertex({
    // An empty key switches off the SDK's own look into the environment.
    apiKey: "",
    baseURL: `${link.baseUrl}/publishers/google`,
    fetch: link.fetch,
    googleAuthOptions: { authClient: NO_CREDENTIALS as never },
  });
};

const NAMESPACES = ["googleVertex", "vertex"];
const model: CallInterface["model"] = async (link, call) => (await load(link)).languageModel(call.model.id);
const generate: CallInterface = { model: keepModels(model), reader: geminiReader(NAMESPACES) };

/** Gemini through Google Cloud's Vertex AI; `link.baseUrl` ends with the project and location. */
export const vertexAi: ProviderAdapter = {
  shape: (call) => geminiShape(call, "googleVertex"),
  interfaces: (call) => [isForSdk(call, ["vertex-ai", "google", ...NAMESPACES]) ? { model } : generate],
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({
    googleVertex: { outputDimensionality: dimensions },
    vertex: { outputDimensionality: dimensions },
  }),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  // Counting tokens is free, and is refused in the same way as answering would be.
  verify: {
    method: "POST",
    path: "/publishers/google/models/gemini-2.5-flash:countTokens",
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: "hi" }] }] }),
    acceptedStatuses: [400, 404],
  },
};
