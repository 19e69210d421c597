import type { CallOptions, Orchestrator, TurnEvent, TurnRequest } from "@ai-orchestrator/contract";
import type { Engine } from "@ai-orchestrator/engine";

/** Compared turns whose engine opens when they are first read. `turns` fills as they start. */
export function lateCompare(
  engine: () => Promise<Engine>,
  request: TurnRequest,
  { names, call }: { readonly names: readonly string[]; readonly call: CallOptions | undefined },
): ReturnType<Orchestrator["compare"]> {
  const turns: Record<string, string> = {};
  return {
    turns,
    async *[Symbol.asyncIterator](): AsyncGenerator<TurnEvent> {
      const events = (await engine()).compare(request, names, call);
      Object.assign(turns, events.turns);
      yield* events;
    },
  };
}
