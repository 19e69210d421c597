import type { CallOptions, Decision, TurnRequest } from "@ai-orchestrator/contract";
import { refuseBlocked } from "./check-question.ts";
import { decideTurn } from "./decide-turn.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { DEFAULT_ENGINE_SETTINGS } from "./engine-settings.ts";
import { withPolicy } from "./merge-policy.ts";
import { chooseConversation, prepareTurn } from "./prepare-turn.ts";
import type { EngineShared } from "./turn-run.ts";

/** The decision a turn would get, from the same checks and facts; nothing is stored, reserved or sent to an answering model. */
export async function routeTurn(
  request: TurnRequest,
  options: CallOptions & { readonly deps: EngineDeps; readonly shared: EngineShared },
): Promise<Decision> {
  const { deps } = options;
  const settings = deps.settings?.() ?? DEFAULT_ENGINE_SETTINGS;
  const merged = withPolicy(request, settings.policy, deps.catalogue);
  const turnId = request.turnId ?? deps.randomness.id();
  const prepared = prepareTurn(merged, deps, { ...chooseConversation(merged, deps), turnId, isSent: false });
  refuseBlocked(prepared.alerts);
  const signal = options.signal ?? new AbortController().signal;
  return await decideTurn(merged, { ...options, prepared, turnId, signal, onPhase: () => undefined });
}
