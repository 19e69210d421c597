import { OrchestratorError, type TurnRequest, type TurnState } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import { explainNoProvider } from "../getting-started.ts";
import { buildRequest } from "../input/build-request.ts";
import { presentTurn, type PresentOptions } from "../output/present-turn.ts";
import { isImageFile, saveImages } from "../output/save-images.ts";
import { checkOutputFile, writeOutputFile } from "../output/write-output-file.ts";
import { writeError } from "../report-error.ts";
import type { AskOptions } from "./ask-options.ts";
import { findConversation } from "./find-conversation.ts";

/** `aio "prompt"`: asks the best model that may be used and streams its answer. Returns the exit code. */
export async function ask(words: readonly string[], options: AskOptions, context: CliContext): Promise<number> {
  if (options.output !== undefined) checkOutputFile(options.output, options.force === true);
  if (options.output !== undefined) context.goOnWithoutReader();
  const built = await buildRequest(words, options, context);
  const orchestrator = await context.open(options);
  const request = await withConversation(built, options, orchestrator);
  const state = await presentTurn(
    orchestrator.stream(request, { signal: context.signal }),
    presentOptionsOf(options),
    context,
  );
  if (state.error !== undefined) {
    const error = await explainNoProvider(state.error, orchestrator, options.local === true);
    if (!options.json && !options.jsonl && !context.isOutputGone)
      writeError(error, { stderr: context.stderr, style: context.err });
    return exitCodeFor(state.error);
  }
  keepAnswer(state, { prompt: request.prompt ?? "", options, context });
  return EXIT.ok;
}

/** Saves the pictures of an answer and what `-o` names. Where pictures are is the answer, so it goes to stdout. */
function keepAnswer(
  state: TurnState,
  { prompt, options, context }: { readonly prompt: string; readonly options: AskOptions; readonly context: CliContext },
): void {
  const { output } = options;
  const machine = options.json === true || options.jsonl === true;
  const picture = output !== undefined && isImageFile(output) ? output : undefined;
  if (!machine || picture !== undefined) {
    // Incognito leaves nothing behind unasked; a file named with -o is asked for.
    if (options.incognito === true && picture === undefined) noteUnsaved(state, context);
    else for (const place of saveImages(state, picture)) if (!machine) context.stdout.write(`${place}\n`);
  }
  if (output === undefined || picture !== undefined) return;
  writeOutputFile(output, { prompt, state, at: new Date() });
  if (!options.quiet) context.stderr.write(`${context.err.green("saved")} ${output}\n`);
}

function noteUnsaved(state: TurnState, { stderr, err }: CliContext): void {
  if (!state.parts.some((part) => part.type === "image")) return;
  stderr.write(`${err.magenta("incognito:")} the picture is not saved; add -o picture.png to keep it\n`);
}

/** How the options want a turn shown. */
export function presentOptionsOf(options: AskOptions): PresentOptions {
  return {
    ...(options.quiet ? { quiet: true } : {}),
    ...(options.verbose ? { verbose: true } : {}),
    ...(options.json ? { json: true } : {}),
    ...(options.jsonl ? { jsonl: true } : {}),
    ...(options.raw ? { raw: true } : {}),
    ...(options.stream === false ? { noStream: true } : {}),
    ...(options.think ? { showReasoning: true } : {}),
  };
}

async function withConversation(
  request: TurnRequest,
  options: AskOptions,
  orchestrator: LocalOrchestrator,
): Promise<TurnRequest> {
  if (options.conversation === undefined && !options.continue) return request;
  const conversation =
    options.conversation === undefined
      ? await orchestrator.history.latest()
      : await findConversation(options.conversation, orchestrator);
  if (conversation === undefined) {
    throw new OrchestratorError("not_found", "There is no conversation to continue.", {
      suggestion:
        options.demo === true
          ? "A demo keeps nothing from one command to the next; ask without --continue."
          : "Ask without --continue to start one.",
    });
  }
  if (options.incognito !== true) await orchestrator.routing.keepAnswer(conversation.id);
  return { ...request, conversationId: conversation.id };
}
