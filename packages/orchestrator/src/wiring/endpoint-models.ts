import { isKnownProvider, type Config, type Model } from "@ai-orchestrator/contract";
import { isLoopback } from "./provider-access.ts";

/** Models that config names for the user's own endpoints. What is not said is assumed small: 8K window, text, price unknown (free on this machine). */
export function endpointModels(config: Config): readonly Model[] {
  const asOf = new Date().toISOString().slice(0, 10);
  return Object.entries(config.providers ?? {}).flatMap(([provider, { models = [], baseUrl }]) => {
    if (isKnownProvider(provider)) return [];
    const local = baseUrl !== undefined && isLoopback(baseUrl);
    return models.map((model): Model => ({
      key: `${provider}/${model.id}`,
      name: model.id,
      provider,
      id: model.id,
      contextWindow: model.contextWindow ?? 8192,
      maxOutput: model.maxOutput ?? 4096,
      input: model.vision ? ["text", "image"] : ["text"],
      output: ["text"],
      tools: model.tools ?? false,
      reasoning: model.reasoning ?? false,
      webSearch: false,
      openWeights: false,
      local,
      tier: "medium",
      prices: priceOf(model, local),
      priceSource: "config.json",
      asOf,
    }));
  });
}

type EndpointModel = NonNullable<NonNullable<Config["providers"]>[string]["models"]>[number];

function priceOf({ inputPrice, outputPrice }: EndpointModel, local: boolean): Model["prices"] {
  if (inputPrice === undefined && outputPrice === undefined) return local ? [{ input: 0, output: 0 }] : [];
  return [
    {
      ...(inputPrice === undefined ? {} : { input: inputPrice }),
      ...(outputPrice === undefined ? {} : { output: outputPrice }),
    },
  ];
}
