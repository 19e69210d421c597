import type { Config, ModelInfo, ProviderStatus } from "@ai-orchestrator/contract";
import { isServed, type ModelRoom } from "./model-room.ts";

/** Every model with whether it can be used now, and why not. */
export function modelInfos(room: ModelRoom, statuses: readonly ProviderStatus[], config: Config): readonly ModelInfo[] {
  const today = new Date().toISOString().slice(0, 10);
  return room.catalogue.all().map((model): ModelInfo => {
    const enabled = config.models?.[model.key]?.enabled !== false;
    const status = statuses.find((one) => one.provider === model.provider);
    const retired = model.retired !== undefined && model.retired <= today;
    const served = isServed(model, room, statuses);
    const reason = !enabled
      ? "disabled in config"
      : retired
        ? `retired since ${model.retired}`
        : served
          ? undefined
          : (status?.reason ?? "unknown provider");
    return { ...model, enabled, usable: enabled && served && !retired, ...(reason === undefined ? {} : { reason }) };
  });
}
