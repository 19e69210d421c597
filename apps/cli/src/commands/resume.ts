import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import { reportDone } from "../output/report-done.ts";
import type { AskOptions } from "./ask-options.ts";
import { findConversation } from "./find-conversation.ts";
import { presentStored } from "./present-stored.ts";

/** `aio resume [TURN]`: continues an answer that a crash cut off; the newest one unless told. */
export async function resume(turn: string | undefined, options: AskOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const interrupted = await orchestrator.conversations.interrupted();
  const id = turn ?? interrupted[0]?.id;
  if (id === undefined)
    throw new OrchestratorError("not_found", "No answer was cut off.", {
      suggestion: "Continue a conversation with aio --continue.",
    });
  return presentStored(orchestrator.conversations.resume(id, { signal: context.signal }), options, context);
}

/** `aio compact [ID]`: summarises older turns so that the conversation fits again; nothing is removed. */
export async function compact(
  id: string | undefined,
  options: AskOptions & { readonly keep?: number; readonly undo?: boolean },
  context: CliContext,
): Promise<number> {
  const orchestrator = await context.open(options);
  const conversation =
    id === undefined ? await orchestrator.history.latest() : await findConversation(id, orchestrator);
  if (conversation === undefined)
    throw new OrchestratorError("not_found", "There is no conversation to compact.", {
      suggestion: "See them with aio history list.",
    });
  if (options.undo) {
    const last = (await orchestrator.conversations.compactions(conversation.id))
      .filter((one) => one.undoneAt === undefined)
      .at(-1);
    if (last === undefined)
      throw new OrchestratorError("not_found", "Nothing was compacted there.", { suggestion: "aio compact does it." });
    await orchestrator.conversations.undoCompaction(last.id);
    reportDone({ options, context }, { undone: last.id }, "undone; the whole conversation is sent again");
    return EXIT.ok;
  }
  const result = await orchestrator.conversations.compact(conversation.id, {
    signal: context.signal,
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.keep === undefined ? {} : { keepTurns: options.keep }),
  });
  if (options.json) context.stdout.write(`${JSON.stringify(result)}\n`);
  else
    context.stdout.write(
      `${result.turnsSummarized} turns summarised by ${result.model}: ${result.tokensBefore.toLocaleString("en-US")} → ${result.tokensAfter.toLocaleString("en-US")} tokens. Everything stays readable; undo with aio compact --undo.\n`,
    );
  return EXIT.ok;
}
