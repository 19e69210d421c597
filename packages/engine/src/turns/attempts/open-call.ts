import {
  messageText,
  OrchestratorError,
  type ImagePart,
  type Model,
  type ModelCall,
  type ModelEvent,
  type ModelStream,
  NO_USAGE,
  type ProviderClient,
} from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";

/** Opens the provider's stream for a call; a model that makes pictures is asked through its own operation. */
export async function openCall(run: TurnRun, model: Model, call: ModelCall, signal: AbortSignal): Promise<ModelStream> {
  const client = await run.deps.provider(model.provider);
  // Given up meanwhile: a call that nobody will read is not to begin.
  signal.throwIfAborted();
  return model.kind === "image" && client.generateImages !== undefined
    ? imageEvents(client, call, signal)
    : client.stream(call, { signal });
}

async function* imageEvents(
  client: ProviderClient,
  call: ModelCall,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, undefined> {
  const question = call.messages.findLast((message) => message.role === "user");
  const prompt = question === undefined ? "" : messageText(question);
  if (prompt === "")
    throw new OrchestratorError("bad_request", "A picture needs a description.", {
      suggestion: "Say what the picture should show.",
    });
  const images = question?.parts.filter((part): part is ImagePart => part.type === "image") ?? [];
  const made = await client.generateImages?.(
    {
      model: call.model,
      prompt,
      ...(call.seed === undefined ? {} : { seed: call.seed }),
      ...(images.length === 0 ? {} : { images }),
    },
    { signal },
  );
  for (const image of made?.images ?? []) yield { type: "image", ...image };
  yield { type: "finish", reason: "stop", usage: made?.usage ?? NO_USAGE };
}
