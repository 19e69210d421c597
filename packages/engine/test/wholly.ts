import type { ModelEvent, ModelStream, ProviderClient } from "@ai-orchestrator/contract";
import type { FakeProvider } from "./fake-world.ts";

/** A provider that also gives whole answers. */
export function wholly(provider: FakeProvider): ProviderClient {
  const whole = async (stream: ModelStream, events: ModelEvent[] = []): Promise<readonly ModelEvent[]> => {
    for await (const event of stream) events.push(event);
    return events;
  };
  return {
    ...provider,
    stream: (call, options) => {
      const stream = provider.stream(call, options);
      return { [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](), whole: (came) => whole(stream, came) };
    },
  };
}
