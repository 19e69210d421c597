import type { GoogleProvider } from "@ai-sdk/google";
import { geminiShape } from "./gemini-shape.ts";
import { PLACEHOLDER_KEY, type Link, type ProviderAdapter } from "./provider-adapter.ts";

const load = async (link: Link): Promise<GoogleProvider> =>
  (await import("@ai-sdk/google")).createGoogle({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch });

/** Google's Gemini API with an AI Studio key. */
export const google: ProviderAdapter = {
  shape: (call) => geminiShape(call, "google"),
  interfaces: () => [{ model: async (link, call) => (await load(link)).languageModel(call.model.id) }],
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({ google: { outputDimensionality: dimensions } }),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models?pageSize=1" },
};
