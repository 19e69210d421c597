import type { ModelEvent, OrchestratorError } from "@ai-orchestrator/contract";
import { idleLimits } from "../attempts/call-timeouts.ts";
import { silence } from "../attempts/watchdog.ts";
import { outOfTime } from "../open-turn.ts";
import type { EnteredTurn } from "./enter-turn.ts";

/** How long one call for a whole answer is waited for. Some providers stream it all the same: as long as pieces come, it may take its time. */
export class Patience {
  /** The pieces that came so far. */
  readonly came: ModelEvent[] = [];
  /** Monotonic ms at which the turn is out of time. */
  deadlineAt: number;
  readonly #turn: EnteredTurn;
  readonly #idleMs: number;
  #seen = 0;

  constructor(turn: EnteredTurn) {
    this.#turn = turn;
    this.deadlineAt = turn.deadlineAt;
    const { settings } = turn.run;
    // What came last is not looked at; only a model that thinks pauses for longer.
    this.#idleMs = idleLimits(settings, turn.model).thinkingIdleMs;
  }

  /** Ms until it is to be looked after again, or why there is no point in waiting any longer. */
  look(): number | OrchestratorError {
    const { run, silentAt, callStartedAt, model } = this.#turn;
    const { settings, request, deps } = run;
    const now = deps.clock.monotonic();
    if (now >= this.deadlineAt) return outOfTime(request.timeoutMs ?? settings.startMs);
    const count = this.came.length;
    if (count === 0 && now >= silentAt) return silence(model, silentAt - callStartedAt, false);
    if (count > 0 && count === this.#seen) return silence(model, this.#idleMs, true);
    this.#seen = count;
    if (count > 0 && request.timeoutMs === undefined)
      this.deadlineAt = Math.max(this.deadlineAt, now + settings.answerMs);
    const nextAt = count > 0 ? now + this.#idleMs : Math.min(silentAt, now + this.#idleMs);
    return Math.min(nextAt, this.deadlineAt) - now;
  }
}
