import type { ModelEvent, ModelStream, TurnRequest, TurnState } from "@ai-orchestrator/contract";
import type { BegunCall, BegunTurn } from "../begun-turn.ts";
import { openTurn } from "../open-turn.ts";
import { endWhole } from "./end-whole.ts";
import { enterTurn, type EnteredTurn, type WholeOptions } from "./enter-turn.ts";
import { makeCall } from "./make-call.ts";
import { Patience } from "./patience.ts";

/**
 * Runs a turn to its end whose answer is wanted whole. Where its decision is known, its first call can be made at once
 * and answers plainly, nothing is built of what a turn needs that is watched, waits, asks again or goes on to the next
 * model. Everything else goes the ordinary way, which takes over what was done: no call is made twice. Both ways come to
 * the same state, books and health. Never rejects.
 */
export async function runWhole(request: TurnRequest, options: WholeOptions): Promise<TurnState> {
  const turn = enterTurn(request, options);
  if (turn === undefined || !("run" in turn)) return await runOrdinary(request, options, turn);
  const patience = new Patience(turn);
  let told: Told;
  try {
    const came = await makeCall((controller) => ask(turn, patience.came, controller), {
      leaving: options.signal,
      clock: turn.run.deps.clock,
      look: () => patience.look(),
    });
    if (isStream(came)) {
      told = came;
    } else {
      const state = endWhole(turn, came);
      if (state !== undefined) return state;
      told = tell(came);
    }
  } catch (thrown) {
    told = tell(patience.came, thrown);
  }
  try {
    const { callStartedAt: startedAt, admission } = turn;
    const giveUp = (): void => {
      admission.forget();
      told.close?.();
    };
    const call = { ...turn, ...told, startedAt, deadlineAt: patience.deadlineAt, giveUp };
    return await runOrdinary(request, options, { ...turn.begun, call });
  } finally {
    // Whatever became of it, its place is free.
    turn.permit.giveBack();
  }
}

/** What came of a call, for the ordinary way. */
interface Told extends Pick<BegunCall, "came" | "open"> {
  /** Ends what is still under way. */
  readonly close?: () => void;
}

function isStream(came: readonly ModelEvent[] | Told): came is Told {
  return "open" in came;
}

/** Asks the provider; one that does not give whole answers is read the ordinary way. */
async function ask(
  { run, model, planned }: EnteredTurn,
  came: ModelEvent[],
  controller: AbortController,
): Promise<readonly ModelEvent[] | Told> {
  const client = await run.deps.provider(model.provider);
  // Given up meanwhile: a call that nobody will read is not to begin.
  controller.signal.throwIfAborted();
  const stream = client.stream(planned.call, { signal: controller.signal });
  if (stream.whole !== undefined) return await stream.whole(came);
  return { came: [], open: opening(stream, controller), close: () => controller.abort() };
}

/** Opens a stream that runs under a controller of its own. */
function opening(stream: ModelStream, controller: AbortController): BegunCall["open"] {
  return (_model, _call, signal) => {
    const follow = (): void => controller.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener("abort", follow, { once: true });
    return Promise.resolve(stream);
  };
}

/** The events that were had, and as a stream what they ended with. A copy: the provider may go on adding to them. */
function tell(events: readonly ModelEvent[], failure?: unknown): Told {
  const came: Exclude<ModelEvent, { type: "finish" }>[] = [];
  for (const event of events) {
    if (event.type === "finish") return { came, open: () => Promise.resolve(streamOf(event)) };
    came.push(event);
  }
  return { came, open: () => Promise.resolve(streamOf(undefined, failure)) };
}

async function* streamOf(end: ModelEvent | undefined, failure?: unknown): AsyncGenerator<ModelEvent, void, undefined> {
  if (end !== undefined) yield end;
  if (failure !== undefined) throw failure;
}

function runOrdinary(request: TurnRequest, options: WholeOptions, begun: BegunTurn | undefined): Promise<TurnState> {
  return openTurn(request, { ...options, push: undefined, onCancel: () => undefined, begun }).run();
}
