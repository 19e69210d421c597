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
  let open: BegunCall["open"];
  try {
    const came = await makeCall((controller) => ask(turn, patience.came, controller), {
      leaving: options.signal,
      clock: turn.run.deps.clock,
      look: () => patience.look(),
    });
    if (isStream(came)) {
      open = came.open;
    } else {
      const state = endWhole(turn, came);
      if (state !== undefined) return state;
      open = () => Promise.resolve(streamOf(came));
    }
  } catch (thrown) {
    // A copy: the provider may go on adding to it.
    const came = [...patience.came];
    open = () => Promise.resolve(streamOf(came, thrown));
  }
  try {
    const call = { ...turn, startedAt: turn.callStartedAt, deadlineAt: patience.deadlineAt, open };
    return await runOrdinary(request, options, { ...turn.begun, call });
  } finally {
    // Whatever became of it, its place is free.
    turn.permit.giveBack();
  }
}

/** A stream that was opened and is read by the ordinary way. */
interface Opened {
  readonly open: BegunCall["open"];
}

function isStream(came: readonly ModelEvent[] | Opened): came is Opened {
  return "open" in came;
}

/** Asks the provider; one that does not give whole answers is read the ordinary way. */
async function ask(
  { run, model, planned }: EnteredTurn,
  came: ModelEvent[],
  controller: AbortController,
): Promise<readonly ModelEvent[] | Opened> {
  const client = await run.deps.provider(model.provider);
  // Given up meanwhile: a call that nobody will read is not to begin.
  controller.signal.throwIfAborted();
  const stream = client.stream(planned.call, { signal: controller.signal });
  return stream.whole === undefined ? { open: opening(stream, controller) } : await stream.whole(came);
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

/** Events that were had as a stream, and what they ended with. */
async function* streamOf(
  events: readonly ModelEvent[],
  failure?: unknown,
): AsyncGenerator<ModelEvent, void, undefined> {
  yield* events;
  if (failure !== undefined) throw failure;
}

function runOrdinary(request: TurnRequest, options: WholeOptions, begun: BegunTurn | undefined): Promise<TurnState> {
  return openTurn(request, { ...options, push: undefined, onCancel: () => undefined, begun }).run();
}
