import { OrchestratorError } from "@ai-orchestrator/contract";
import { countOf, fieldsOf, listOf } from "../read-fields.ts";

/** A model's name as Ollama reads it (`types/model/name.go`): host, namespace and tag may be left out. */
const NAME = /^[A-Za-z0-9][\w.:-]*(?:\/[A-Za-z0-9][\w.:-]*){0,3}$/;
const PATIENCE_MS = 15_000;

/** Throws `invalid_input` for what Ollama would refuse. */
export function requireOllamaName(name: string): string {
  if (name.length > 300 || !NAME.test(name))
    throw new OrchestratorError(
      "invalid_input",
      `${JSON.stringify(name.slice(0, 80))} is no name of an Ollama model.`,
      {
        suggestion: "Write it as in ollama/llama3.2 or ollama/gemma3:4b.",
      },
    );
  return name;
}

/**
 * Bytes of a model in Ollama's registry, which Ollama itself tells only while it downloads. Undefined where the
 * registry does not say, and for models of other registries. Throws `unknown_model` where it has no such model.
 */
export async function ollamaModelSize(
  name: string,
  { fetch, registry, signal }: { fetch: typeof globalThis.fetch; registry: string; signal: AbortSignal },
): Promise<number | undefined> {
  const parts = name.split("/");
  if (parts.length > 2) return undefined;
  const [model = "", tag = "latest"] = (parts.at(-1) ?? "").split(":");
  const url = `${registry}/v2/${parts.length === 2 ? parts[0] : "library"}/${model}/manifests/${tag}`;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
    });
    if (response.status === 404) throw noOllamaModel(name);
    if (!response.ok) return void (await response.body?.cancel());
    const manifest = fieldsOf(await response.json());
    const layers = [...(listOf(manifest["layers"]) ?? []), fieldsOf(manifest["config"])];
    return layers.reduce((sum, layer) => sum + (countOf(layer["size"]) ?? 0), 0) || undefined;
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof OrchestratorError) throw thrown;
    return undefined; // the registry is not reached from here; Ollama may still reach it
  }
}

/** The registry has no model of this name. */
export function noOllamaModel(name: string): OrchestratorError {
  return new OrchestratorError("unknown_model", `Ollama's library has no model ${name}.`, {
    suggestion: "Look it up at https://ollama.com/library; a tag follows a colon, as in gemma3:4b.",
  });
}
