import {
  OrchestratorError,
  type CallOptions,
  type CallScope,
  type ImageRequest,
  type ImageResult,
  type MadeBy,
} from "@ai-orchestrator/contract";
import { callerOf } from "../check-question.ts";
import type { EngineDeps } from "../engine-deps.ts";
import type { EngineShared } from "../turn-run.ts";
import { runOperation } from "./run-operation.ts";

/** Pictures to make with one of these models (catalogue keys). */
export interface ImageJob extends CallScope, Omit<ImageRequest, "model"> {
  readonly models: readonly string[];
}

/** A square picture in high quality at OpenAI, whose models count most: https://platform.openai.com/docs/guides/image-generation. */
const TOKENS_A_PICTURE = 4_160;

/** The pictures made. Throws `unsupported` where the provider cannot, and what the security gate refuses. */
export async function makeImages(
  job: ImageJob,
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): Promise<ImageResult & MadeBy> {
  const { security, estimateTokens } = options.deps;
  const { models, policy: _policy, client: _client, keyId: _key, timeoutMs: _limit, ...asked } = job;
  const prompt = security.checkInput(asked.prompt);
  const alerts = security.analyze({ text: prompt, source: "prompt", ...callerOf(job) });
  const { value, model } = await runOperation<ImageResult>(
    {
      models,
      text: prompt,
      alerts,
      inputTokens: estimateTokens(prompt),
      outputTokens: TOKENS_A_PICTURE * (asked.count ?? 1),
      execute: async (client, used, signal) => {
        if (client.generateImages === undefined)
          throw new OrchestratorError("unsupported", `${used.key} makes no pictures.`, {
            suggestion: "Choose a model that gives images.",
          });
        const result = await client.generateImages({ ...asked, prompt, model: used }, { signal });
        return { value: result, ...(result.usage === undefined ? {} : { usage: result.usage }) };
      },
    },
    job,
    options,
  );
  return { ...value, model: model.key, provider: model.provider };
}
