import type { Config, ModelCall, ProviderClient } from "@ai-orchestrator/contract";

/** The client with `models.<key>.maxTokens` and `.temperature` filled in where the call leaves them open, and never above what the model can. */
export function withModelDefaults(client: ProviderClient, config: () => Config): ProviderClient {
  return { ...client, stream: (call, options) => client.stream(complete(call, config()), options) };
}

function complete(call: ModelCall, config: Config): ModelCall {
  const own = config.models?.[call.model.key] ?? {};
  const asked = call.maxOutputTokens ?? own.maxTokens ?? config.defaults?.maxTokens;
  const temperature =
    call.model.temperature === false
      ? undefined
      : (call.temperature ?? own.temperature ?? config.defaults?.temperature);
  const { temperature: _open, ...rest } = call;
  return {
    ...rest,
    ...(asked === undefined ? {} : { maxOutputTokens: Math.min(asked, call.model.maxOutput) }),
    ...(temperature === undefined ? {} : { temperature }),
  };
}
