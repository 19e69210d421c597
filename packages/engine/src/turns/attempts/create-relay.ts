import type { TurnRun } from "../turn-run.ts";
import type { AnswerPlan } from "./answer-plan.ts";
import { ContentRelay } from "./content-relay.ts";

/** A relay for one answer of a turn. `claim` and `idPrefix` are for the second contender of a hedged call. */
export function createRelay(
  run: TurnRun,
  plan: AnswerPlan,
  options: { readonly claim?: () => void; readonly idPrefix?: string } = {},
): ContentRelay {
  return new ContentRelay({
    ...options,
    writer: plan.writer,
    holds: plan.isHeld ?? false,
    maxChars: run.settings.maxAnswerChars,
    onContent: () => noteFirstContent(run),
  });
}

function noteFirstContent(run: TurnRun): void {
  if (run.tally.firstContentAt !== undefined) return;
  run.tally.firstContentAt = run.deps.clock.monotonic();
  // Once the answer flows only an explicit limit cuts it short; silence is the watchdog's.
  if (run.request.timeoutMs === undefined) run.deadline.extend(run.settings.answerMs);
}
