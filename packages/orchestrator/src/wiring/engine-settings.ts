import type { Config } from "@ai-orchestrator/contract";
import { engineSettings, type EngineSettings, type ProviderLimits } from "@ai-orchestrator/engine";

/** The engine's settings from config.json. */
export function engineSettingsOf(config: Config): EngineSettings {
  const { defaults, history } = config;
  const providers: Record<string, ProviderLimits> = {};
  for (const [id, { requestsPerMinute, tokensPerMinute }] of Object.entries(config.rateLimits ?? {})) {
    providers[id] = {
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
      ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    };
  }
  for (const [id, { maxConcurrent }] of Object.entries(config.providers ?? {}))
    if (maxConcurrent !== undefined) providers[id] = { ...providers[id], maxConcurrent };
  const base = engineSettings({ providers });
  return {
    ...base,
    policy: defaults?.maxCostUsd === undefined ? {} : { maxCostUsd: defaults.maxCostUsd },
    startMs: (defaults?.timeout ?? base.startMs / 1000) * 1000,
    continueAfterPartial: defaults?.continueAfterPartial ?? base.continueAfterPartial,
    hedge: { ...base.hedge, enabled: defaults?.hedge ?? base.hedge.enabled },
    compaction: {
      ...base.compaction,
      mode: history?.compaction ?? base.compaction.mode,
      threshold: history?.compactAt ?? base.compaction.threshold,
    },
    titles: history?.titles ?? base.titles,
  };
}
