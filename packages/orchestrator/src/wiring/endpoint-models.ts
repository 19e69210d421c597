import { isKnownProvider, isLoopbackUrl, type Config, type Model } from "@ai-orchestrator/contract";

/** Models that config names for the user's own endpoints, in their `models` list or where a route or a default names `endpoint/model`. */
export function endpointModels(config: Config, shipped: readonly Model[]): readonly Model[] {
  const listed = Object.entries(config.providers ?? {}).flatMap(([provider, settings]) =>
    isKnownProvider(provider)
      ? []
      : (settings.models ?? []).map((model) => toModel({ provider, model, config, shipped })),
  );
  const keys = new Set(listed.map(({ key }) => key));
  const named = namesIn(config).flatMap((name) => endpointModel(name, { config, shipped }) ?? []);
  return [...listed, ...named.filter(({ key }) => !keys.has(key))];
}

/**
 * The model that `endpoint/id` names on one of the user's own endpoints, listed anywhere or not: whoever runs the endpoint
 * knows what it serves. Undefined for any other name.
 */
export function endpointModel(
  name: string,
  { config, shipped }: { readonly config: Config; readonly shipped: readonly Model[] },
): Model | undefined {
  const slash = name.indexOf("/");
  const provider = Object.keys(config.providers ?? {}).find(
    (id) => id.toLowerCase() === name.slice(0, slash).toLowerCase(),
  );
  const id = name.slice(slash + 1).trim();
  if (slash < 1 || provider === undefined || isKnownProvider(provider) || id === "") return undefined;
  return toModel({ provider, model: { id }, config, shipped });
}

type EndpointModel = NonNullable<NonNullable<Config["providers"]>[string]["models"]>[number];

interface Naming {
  readonly provider: string;
  readonly model: EndpointModel;
  readonly config: Config;
  readonly shipped: readonly Model[];
}

/** What neither config nor the catalogue says is assumed small on this machine and usual elsewhere. */
const ASSUMED = { local: { window: 8192, output: 4096 }, remote: { window: 128_000, output: 16_384 } };

/** What config leaves open is taken from the catalogue's model of the same id (`anthropic/claude-sonnet-4.5` on a reseller), but for the price. */
function toModel({ provider, model, config, shipped }: Naming): Model {
  const { baseUrl, local: declared } = config.providers?.[provider] ?? {};
  const local = baseUrl !== undefined && declared !== false && isLoopbackUrl(baseUrl);
  const twin = namesakeOf(model.id, shipped);
  const assumed = local ? ASSUMED.local : ASSUMED.remote;
  const sees = model.vision ?? twin?.input.includes("image") ?? false;
  return {
    key: `${provider}/${model.id}`,
    name: model.id,
    provider,
    id: model.id,
    contextWindow: model.contextWindow ?? twin?.contextWindow ?? assumed.window,
    maxOutput: model.maxOutput ?? twin?.maxOutput ?? assumed.output,
    input: sees ? ["text", "image"] : ["text"],
    output: ["text"],
    tools: model.tools ?? twin?.tools ?? false,
    reasoning: model.reasoning ?? twin?.reasoning ?? false,
    webSearch: false,
    openWeights: false,
    local,
    tier: twin?.tier ?? "medium",
    prices: priceOf(model, local),
    priceSource: "config.json",
    asOf: new Date().toISOString().slice(0, "2026-01-01".length),
  };
}

function namesakeOf(id: string, shipped: readonly Model[]): Model | undefined {
  const short = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  return shipped.find(
    (model) => model.id.toLowerCase() === short || model.key === short || model.aliases?.includes(short),
  );
}

/** Every model name in the parts of config that route. */
function namesIn({ defaults, models, taskRouting }: Config): readonly string[] {
  return [
    ...Object.values(taskRouting ?? {}).flat(),
    ...Object.keys(models ?? {}),
    ...[defaults?.model, defaults?.routingModel].filter((name) => name !== undefined),
  ];
}

function priceOf({ inputPrice, outputPrice }: EndpointModel, local: boolean): Model["prices"] {
  if (inputPrice === undefined && outputPrice === undefined) return local ? [{ input: 0, output: 0 }] : [];
  return [
    {
      ...(inputPrice === undefined ? {} : { input: inputPrice }),
      ...(outputPrice === undefined ? {} : { output: outputPrice }),
    },
  ];
}
