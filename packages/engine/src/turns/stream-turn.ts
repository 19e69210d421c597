import type { CallOptions, TurnEvent, TurnRequest, TurnStream } from "@ai-orchestrator/contract";
import { BoundedQueue } from "./bounded-queue.ts";
import type { AskAside } from "./compact-when-full.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { openTurn, type OpenTurn, type OpenTurnOptions } from "./open-turn.ts";
import type { EngineShared, TurnOrigin } from "./turn-run.ts";
import { mayGoShort } from "./whole/enter-turn.ts";
import { runWhole } from "./whole/run-whole.ts";

/** Events that may wait for a slow reader before the provider is slowed down. */
const QUEUE_CAPACITY = 256;

/** Runs one turn as a stream. It starts with the first read; leaving the loop cancels it and waits until it is settled. */
export function streamTurn(
  request: TurnRequest,
  options: CallOptions & {
    readonly deps: EngineDeps;
    readonly shared: EngineShared;
    readonly origin?: TurnOrigin;
  },
): TurnStream {
  const turnId = request.turnId ?? options.deps.randomness.id();
  const parts = { ...options, turnId, askAside: askAside(options) };
  let iterator: AsyncIterator<TurnEvent, undefined> | undefined;
  return {
    turnId,
    [Symbol.asyncIterator]: () => (iterator ??= readTurn(request, parts)),
    toEnd: (onEvent) => {
      if (onEvent === undefined && options.origin === undefined && mayGoShort(request)) return runWhole(request, parts);
      const push = onEvent === undefined ? undefined : (event: TurnEvent): undefined => void onEvent(event);
      return openTurn(request, { ...parts, push, onCancel: () => undefined }).run();
    },
  };
}

function readTurn(
  request: TurnRequest,
  parts: Omit<OpenTurnOptions, "push" | "onCancel">,
): AsyncIterator<TurnEvent, undefined> {
  const queue = new BoundedQueue<TurnEvent>(QUEUE_CAPACITY);
  const turn = openTurn(request, { ...parts, push: (event) => queue.push(event), onCancel: () => queue.open() });
  return readTurns([turn], queue);
}

/** Runs turns beside others in the same engine; nothing of them is kept. */
export function askAside({ deps, shared }: { readonly deps: EngineDeps; readonly shared: EngineShared }): AskAside {
  return (request, callOptions) =>
    streamTurn({ cascade: false, ...request, save: false }, { ...callOptions, deps, shared });
}

/** Reads what `turns` push into `queue`; all of them run at once and are cancelled together when the reader leaves. */
export function readTurns(
  turns: readonly OpenTurn[],
  queue: BoundedQueue<TurnEvent>,
): AsyncIterator<TurnEvent, undefined> {
  let running: Promise<unknown> | undefined;
  let hasLeft = false;
  const start = (): Promise<unknown> => Promise.all(turns.map((turn) => turn.run())).finally(() => queue.close());
  return {
    next() {
      if (!hasLeft) running ??= start();
      return queue.next();
    },
    async return() {
      hasLeft = true;
      queue.discard();
      for (const turn of turns) turn.cancel();
      await running;
      return { value: undefined, done: true };
    },
  };
}
