/** Providers that answer over the internet. */
export const CLOUD_PROVIDERS = [
  "openai",
  "anthropic",
  "google",
  "vertex-ai",
  "mistral",
  "groq",
  "xai",
  "perplexity",
  "deepseek",
  "moonshot",
] as const;

/** Providers that run on the user's own machine. A user's own endpoint counts as local only if its host is loopback. */
export const LOCAL_PROVIDERS = ["mlx", "ollama", "lmstudio", "llamacpp"] as const;

/** A provider this project ships. */
export type KnownProvider = (typeof CLOUD_PROVIDERS)[number] | (typeof LOCAL_PROVIDERS)[number];

/** Who serves a model: a shipped provider, or the id of an OpenAI-compatible endpoint from the user's config. */
export type ProviderId = KnownProvider | (string & {});

/** Names a person reads. */
export const PROVIDER_NAMES: Readonly<Record<KnownProvider, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  google: "Google Gemini",
  "vertex-ai": "Vertex AI",
  mistral: "Mistral",
  groq: "Groq",
  xai: "xAI",
  perplexity: "Perplexity",
  deepseek: "DeepSeek",
  moonshot: "Moonshot",
  mlx: "MLX",
  ollama: "Ollama",
  lmstudio: "LM Studio",
  llamacpp: "llama.cpp",
};

/** True if the id names a provider this project ships. */
export function isKnownProvider(id: string): id is KnownProvider {
  return Object.hasOwn(PROVIDER_NAMES, id);
}
