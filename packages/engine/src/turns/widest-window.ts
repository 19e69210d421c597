import type { Model, TurnRequest } from "@ai-orchestrator/contract";
import { parseModelName } from "../routing/decide/model-wish.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { isPermitted } from "./merge-policy.ts";

/** Tokens of the largest window among the models a turn may go to: more of a conversation can never be sent. `request.policy` is merged. */
export function widestWindow(request: TurnRequest, deps: Pick<EngineDeps, "catalogue" | "usable">): number {
  const { policy = {} } = request;
  const permitted = namedModels(request.model, deps).filter((model) => isPermitted(model, policy));
  // A local server may start between this look and the decision.
  const usable = permitted.filter((model) => model.local || deps.usable?.(model.provider) !== false);
  return Math.max(0, ...(usable.length === 0 ? permitted : usable).map((model) => model.contextWindow));
}

/** The models a name may come to; all for a name that leaves the choice to us, or that the decision will refuse. */
function namedModels(
  name: string | undefined,
  { catalogue, usable }: Pick<EngineDeps, "catalogue" | "usable">,
): readonly Model[] {
  const { pinned } = parseModelName(name);
  if (pinned === undefined) return catalogue.all();
  try {
    const { model, alternatives } = catalogue.resolve(pinned, usable);
    return [model, ...alternatives];
  } catch {
    return catalogue.all();
  }
}
