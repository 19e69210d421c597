/**
 * Environment variables that hold a key, first hit wins. The first name of each row is the one the readme
 * promises; Google's further names are those its own SDKs read. Any other provider: `<ID>_API_KEY`.
 */
export const CREDENTIAL_ENV_NAMES: Readonly<Record<string, readonly string[]>> = {
  openai: ["OPENAI_API_KEY"],
  anthropic: ["ANTHROPIC_API_KEY"],
  google: ["GEMINI_API_KEY", "GOOGLE_GENERATIVE_AI_API_KEY", "GOOGLE_API_KEY"],
  mistral: ["MISTRAL_API_KEY"],
  groq: ["GROQ_API_KEY"],
  xai: ["XAI_API_KEY"],
  perplexity: ["PERPLEXITY_API_KEY"],
  deepseek: ["DEEPSEEK_API_KEY"],
  moonshot: ["MOONSHOT_API_KEY"],
  ollama: ["OLLAMA_API_KEY"],
};

/** The variables looked at for one provider, in order. */
export function envNamesFor(
  provider: string,
  table: Readonly<Record<string, readonly string[]>> = CREDENTIAL_ENV_NAMES,
): readonly string[] {
  const known = Object.hasOwn(table, provider) ? table[provider] : undefined;
  return known ?? [`${provider.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_API_KEY`];
}
