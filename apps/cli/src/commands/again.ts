import { OrchestratorError, type StoredTurn } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { requestOf, type AskOptions } from "./ask-options.ts";
import { presentStored } from "./present-stored.ts";

/**
 * `aio again [TURN]`: answers the last question once more, as a branch beside the first answer: by the model named, by what
 * the dial asked for chooses, or else by the next best one of the decision. Going on from it counts as keeping it.
 */
export async function again(turnId: string | undefined, options: AskOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const turn =
    turnId === undefined ? await orchestrator.routing.lastTurn() : await orchestrator.conversations.turn(turnId);
  if (turn === undefined)
    throw new OrchestratorError(
      "not_found",
      turnId === undefined ? "Nothing was asked yet." : `There is no turn ${turnId}.`,
      {
        suggestion: 'Ask something first: aio "Hello"',
      },
    );
  const { prompt: _prompt, ...request } = requestOf("", options);
  const isOpen = options.cheap === true || options.best === true || options.local === true;
  const model = options.model ?? (isOpen ? undefined : nextModel(turn));
  const events = orchestrator.stream(
    { ...request, regenerateTurnId: turn.id, ...(model === undefined ? {} : { model }) },
    { signal: context.signal },
  );
  return presentStored(events, options, context);
}

/** The best model of the turn's decision that has not answered it. */
function nextModel({ model, decision }: StoredTurn): string | undefined {
  const others = [...(decision?.runnersUp ?? []).map((scored) => scored.model), ...(decision?.fallbacks ?? [])];
  return others.find((other) => other !== model);
}
