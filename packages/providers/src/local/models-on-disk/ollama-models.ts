import { isLoopbackUrl, OrchestratorError, type LocalModels, type PreparedPull } from "@ai-orchestrator/contract";
import { listLocalModels } from "./list-local-models.ts";
import { notHere, type LocalModelsWorld } from "./local-models-world.ts";
import { ollamaModelSize } from "./ollama-names.ts";
import { pullWithOllama, removeFromOllama, type OllamaServer } from "./ollama-server.ts";
import type { LocalName } from "./resolve-local-name.ts";

type OllamaName = Extract<LocalName, { kind: "ollama" }>;

/** Where Ollama's library lies; `AIO_OLLAMA_REGISTRY_URL` overrides it. */
const OLLAMA_REGISTRY = "https://registry.ollama.ai";

/** A download that Ollama does. */
export async function prepareOllamaPull(
  { name, model }: OllamaName,
  { world, signal }: { readonly world: LocalModelsWorld; readonly signal: AbortSignal },
): Promise<PreparedPull> {
  const server = await ollamaServer(world, signal);
  const registry = world.env["AIO_OLLAMA_REGISTRY_URL"] || OLLAMA_REGISTRY;
  const size = await ollamaModelSize(model, { fetch: world.fetch, registry, signal });
  return {
    name,
    provider: "ollama",
    id: model,
    ...(size === undefined ? {} : { size }),
    place: server.root,
    notes: size === undefined ? ["Ollama tells its size only while it downloads."] : [],
    run: (options) => pullWithOllama(model, { ...options, server, size }),
  };
}

/** A removal that Ollama does. Throws `not_found` where it does not have the model. */
export async function prepareOllamaRemoval(
  { name, model }: OllamaName,
  {
    world,
    signal = new AbortController().signal,
  }: { readonly world: LocalModelsWorld; readonly signal: AbortSignal | undefined },
): ReturnType<LocalModels["prepareRemoval"]> {
  const server = await ollamaServer(world, signal);
  const servers = (await world.servers(signal)).filter(({ provider }) => provider === "ollama");
  const { models } = await listLocalModels({ hubs: [], servers, known: [], fetch: world.fetch });
  const found = models.find(({ id }) => id === model || id === `${model}:latest`);
  if (found === undefined) throw notHere(name);
  const { size } = found;
  return {
    name,
    id: found.id,
    places: [server.root],
    ...(size === undefined ? {} : { size }),
    notes: ["Layers that other models of Ollama share stay."],
    run: (runSignal) => removeFromOllama(found.id, { server, signal: runSignal }),
  };
}

/** Ollama where it answers on this machine: on another one it is not ours to fill or empty. */
async function ollamaServer(world: LocalModelsWorld, signal: AbortSignal): Promise<OllamaServer> {
  const found = (await world.servers(signal)).find(({ provider }) => provider === "ollama");
  const root = (found?.baseUrl ?? world.ollamaUrl()).replace(/\/v1$/, "");
  if (!isLoopbackUrl(root))
    throw new OrchestratorError("unsupported", `Ollama at ${root} is another machine.`, {
      suggestion: "Use ollama there.",
    });
  if (found === undefined)
    throw new OrchestratorError("network", `Ollama does not answer at ${root}.`, {
      suggestion: "Start it: ollama serve",
    });
  return { fetch: world.fetch, root };
}
