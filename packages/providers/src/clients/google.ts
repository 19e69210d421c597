import type { GoogleProvider } from "@ai-sdk/google";
import { keepModels } from "../wire/keep-models.ts";
import { geminiReader } from "../wire/gemini-reader.ts";
import { geminiShape, isForSdk } from "./gemini-shape.ts";
import { PLACEHOLDER_KEY, type CallInterface, type Link, type ProviderAdapter } from "./provider-adapter.ts";

const load = async (link: Link): Promise<GoogleProvider> =>
  (await import("@ai-sdk/google")).createGoogle({ apiKey: PLACEHOLDER_KEY, baseURL: link.baseUrl, fetch: link.fetch });

const model: CallInterface["model"] = async (link, call) => (await load(link)).languageModel(call.model.id);
const generate: CallInterface = { model: keepModels(model), reader: geminiReader(["google"]) };

/** Google's Gemini API with an AI Studio key. */
export const google: ProviderAdapter = {
  shape: (call) => geminiShape(call, "google"),
  interfaces: (call) => [isForSdk(call, ["google"]) ? { model } : generate],
  embedding: async (link, model) => (await load(link)).embeddingModel(model.id),
  embeddingOptions: (dimensions) => ({ google: { outputDimensionality: dimensions } }),
  image: async (link, model) => (await load(link)).imageModel(model.id),
  verify: { method: "GET", path: "/models?pageSize=1" },
};
