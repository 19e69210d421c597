import type { Model } from "@ai-orchestrator/contract";
import type { EngineSettings } from "../engine-settings.ts";
import type { TurnRun } from "../turn-run.ts";
import { WHOLE_ANSWER_MS } from "./asks-whole.ts";

/** How long one call may be silent, ms. */
export interface CallTimeouts {
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly thinkingIdleMs: number;
}

/** The limits of one call: the provider's own from config, else the settings'. */
export function callTimeouts(
  run: TurnRun,
  model: Model,
  { fallbackLeft, isWhole }: { readonly fallbackLeft: boolean; readonly isWhole: boolean },
): CallTimeouts {
  const { settings } = run;
  const own = settings.providers[model.provider] ?? {};
  const left = run.deadline.leftMs();
  // Thinking and loading a local model take as long as they take; only a fallback that is left gets its share.
  const patient = model.reasoning || model.local ? left * (fallbackLeft ? 0.75 : 1) : settings.firstTokenMs;
  return {
    firstTokenMs: isWhole ? wholeAnswerMs(settings, model) : (own.firstTokenMs ?? patient),
    ...idleLimits(settings, model),
  };
}

/** Most ms a call for a whole answer may take. */
export function wholeAnswerMs({ providers }: EngineSettings, { provider }: Model): number {
  return providers[provider]?.firstTokenMs ?? WHOLE_ANSWER_MS;
}

/** Most ms between two events of a call, and the same while its model may be thinking. */
export function idleLimits(
  settings: EngineSettings,
  { provider, reasoning }: Model,
): Pick<CallTimeouts, "idleMs" | "thinkingIdleMs"> {
  const idleMs = settings.providers[provider]?.idleMs ?? settings.idleMs;
  return { idleMs, thinkingIdleMs: reasoning ? Math.max(idleMs, settings.thinkingIdleMs) : idleMs };
}
