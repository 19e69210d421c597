import { nearestNames, OrchestratorError, type Catalogue, type Model } from "@ai-orchestrator/contract";
import { requireOllamaName } from "./ollama-names.ts";
import { RECOMMENDED_MODELS } from "./recommended-models-table.ts";
import { isRepositoryName } from "./repository-name.ts";

/** What a name stands for: a repository of Hugging Face, or a model that Ollama keeps. */
export type LocalName =
  | { readonly kind: "repository"; readonly name: string; readonly repository: string }
  | { readonly kind: "ollama"; readonly name: string; readonly model: string };

/** Programs that keep their models themselves, and how they are told. */
const OWN_KEEPERS: Readonly<Record<string, string>> = {
  lmstudio: "LM Studio keeps its models itself: use its window, or lms get NAME.",
  llamacpp: "llama.cpp is started with its model: llama-server -hf owner/repo.",
};

/**
 * Reads `hf:owner/repo`, `ollama/name`, a catalogue key or alias, or a recommended model's name. `onDisk` are
 * repositories that are here already; their names count in any case. Throws `unknown_model` with the nearest names,
 * `invalid_input` for models of the cloud, `unsupported` for programs that keep their models themselves.
 */
export function resolveLocalName(
  asked: string,
  { catalogue, onDisk = [] }: { readonly catalogue: Catalogue; readonly onDisk?: readonly string[] },
): LocalName {
  const name = asked.trim();
  const lower = name.toLowerCase();
  if (lower.startsWith("ollama/")) {
    const model = requireOllamaName(name.slice("ollama/".length));
    return { kind: "ollama", name: `ollama/${model}`, model };
  }
  const bare = name.replace(/^(?:hf:|mlx\/)/i, "");
  const here = onDisk.find((repository) => repository.toLowerCase() === bare.toLowerCase());
  if (here !== undefined)
    return { kind: "repository", name: nameOfRepository(here, catalogue.all()), repository: here };
  if (lower.startsWith("hf:")) return namedRepository(bare, catalogue);
  const recommended = RECOMMENDED_MODELS.find((model) => model.name === lower);
  if (recommended !== undefined)
    return { kind: "repository", name: recommended.name, repository: recommended.repository };
  return fromCatalogue(name, catalogue) ?? namedRepository(bare, catalogue);
}

/** What a repository is called here: its catalogue key, its recommended name, or `hf:owner/repo`. */
export function nameOfRepository(repository: string, known: readonly Model[]): string {
  return (
    known.find((model) => model.provider === "mlx" && model.id === repository)?.key ??
    RECOMMENDED_MODELS.find((model) => model.repository === repository)?.name ??
    `hf:${repository}`
  );
}

function namedRepository(repository: string, catalogue: Catalogue): LocalName {
  if (!isRepositoryName(repository))
    throw new OrchestratorError(
      "invalid_input",
      `${JSON.stringify(repository.slice(0, 80))} is no name of a repository.`,
      {
        suggestion: "Write it as in hf:mlx-community/Qwen3-4B-Instruct-2507-4bit.",
      },
    );
  return { kind: "repository", name: nameOfRepository(repository, catalogue.all()), repository };
}

function fromCatalogue(name: string, catalogue: Catalogue): LocalName | undefined {
  const model = find(name, catalogue);
  if (model === undefined) {
    // `mlx/owner/repo` names a repository that no catalogue needs to know.
    if (/^mlx\/[^/]+\/[^/]+$/i.test(name)) return undefined;
    throw unknownName(name, catalogue);
  }
  if (model.provider === "mlx") return { kind: "repository", name: model.key, repository: model.id };
  if (model.provider === "ollama") return { kind: "ollama", name: model.key, model: requireOllamaName(model.id) };
  const keeper = OWN_KEEPERS[model.provider];
  if (keeper !== undefined)
    throw new OrchestratorError("unsupported", `${model.key} is not ours to fetch or remove.`, { suggestion: keeper });
  throw new OrchestratorError("invalid_input", `${model.key} runs at ${model.provider}, not on this machine.`, {
    suggestion: "Names of models to download: mlx-…, hf:owner/repo, ollama/name.",
  });
}

function find(name: string, catalogue: Catalogue): Model | undefined {
  try {
    return catalogue.resolve(name).model;
  } catch (thrown) {
    if (thrown instanceof OrchestratorError && thrown.code === "unknown_model") return undefined;
    throw thrown;
  }
}

function unknownName(name: string, catalogue: Catalogue): OrchestratorError {
  const names = new Map(RECOMMENDED_MODELS.map((model) => [model.name, model.name]));
  for (const { provider, key, aliases = [] } of catalogue.all())
    if (provider === "mlx" || provider === "ollama") for (const known of [key, ...aliases]) names.set(known, key);
  const nearest = [...new Set(nearestNames(name, names.keys()).map((near) => names.get(near) ?? near))];
  const asRepository = name.includes("/") && isRepositoryName(name) ? [`hf:${name}`] : [];
  const meant = [...asRepository, ...nearest].slice(0, 3);
  return new OrchestratorError(
    "unknown_model",
    `No model to download is called ${JSON.stringify(name.slice(0, 80))}.`,
    {
      suggestion:
        meant.length === 0 ? "See the recommended ones: aio models local" : `Did you mean ${meant.join(", ")}?`,
      details: { nearest: meant },
    },
  );
}
