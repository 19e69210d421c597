import type { Config, TurnRequest } from "@ai-orchestrator/contract";

/** A request from a bare prompt. */
export function toRequest(request: string | TurnRequest): TurnRequest {
  return typeof request === "string" ? { prompt: request } : request;
}

/** The request with the config's defaults where it says nothing. Flags on the request win. */
export function completeRequest(request: TurnRequest, config: Config): TurnRequest {
  const { defaults, history } = config;
  const policy = {
    ...(defaults?.maxCostUsd === undefined ? {} : { maxCostUsd: defaults.maxCostUsd }),
    ...request.policy,
  };
  return {
    ...request,
    policy,
    ...(request.system === undefined && defaults?.system !== undefined ? { system: defaults.system } : {}),
    ...(request.think === undefined && defaults?.think === true ? { think: true } : {}),
    ...(request.model === undefined && defaults?.model !== undefined && defaults.model !== "auto"
      ? { model: defaults.model }
      : {}),
    ...(history?.save === false ? { save: false } : {}),
  };
}
