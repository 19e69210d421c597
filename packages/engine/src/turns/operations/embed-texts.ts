import {
  OrchestratorError,
  type CallOptions,
  type CallScope,
  type EmbedResult,
  type MadeBy,
} from "@ai-orchestrator/contract";
import type { EngineDeps } from "../engine-deps.ts";
import type { EngineShared } from "../turn-run.ts";
import { runOperation } from "./run-operation.ts";

/** Texts to embed with one of these models (catalogue keys; the later ones are fall-backs of the same vector space only). */
export interface EmbedJob extends CallScope {
  readonly models: readonly string[];
  readonly texts: readonly string[];
  readonly dimensions?: number;
}

/** One vector a text, in order. Throws `unsupported` where the provider cannot. */
export async function embedTexts(
  job: EmbedJob,
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): Promise<EmbedResult & MadeBy> {
  const { texts, dimensions } = job;
  const { value, model } = await runOperation<EmbedResult>(
    {
      models: job.models,
      text: texts.join("\n"),
      inputTokens: texts.reduce((sum, text) => sum + options.deps.estimateTokens(text), 0),
      execute: async (client, used, signal) => {
        if (client.embed === undefined)
          throw new OrchestratorError("unsupported", `${used.key} makes no embeddings.`, {
            suggestion: "Choose an embedding model.",
          });
        const result = await client.embed(
          { model: used, texts, ...(dimensions === undefined ? {} : { dimensions }) },
          { signal },
        );
        return { value: result, usage: result.usage };
      },
    },
    job,
    options,
  );
  return { ...value, model: model.key, provider: model.provider };
}
