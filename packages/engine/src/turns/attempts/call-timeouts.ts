import type { Model } from "@ai-orchestrator/contract";
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
  const idleMs = own.idleMs ?? settings.idleMs;
  return {
    firstTokenMs: own.firstTokenMs ?? (isWhole ? WHOLE_ANSWER_MS : patient),
    idleMs,
    thinkingIdleMs: model.reasoning ? Math.max(idleMs, settings.thinkingIdleMs) : idleMs,
  };
}
