import { OrchestratorError, type TurnRequest, type TurnState } from "@ai-orchestrator/contract";
import type { LocalOrchestrator } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import { explainNoProvider } from "../getting-started.ts";
import { readPrompt } from "../input/read-prompt.ts";
import { presentTurn, type PresentOptions } from "../output/present-turn.ts";
import { isImageFile, saveImages } from "../output/save-images.ts";
import { checkOutputFile, writeOutputFile } from "../output/write-output-file.ts";
import { writeError } from "../report-error.ts";
import { requestOf, type AskOptions } from "./ask-options.ts";

/** `aio "prompt"`: asks the best model that may be used and streams its answer. Returns the exit code. */
export async function ask(words: readonly string[], options: AskOptions, context: CliContext): Promise<number> {
  if (options.output !== undefined) checkOutputFile(options.output, options.force === true);
  const typed = await readPrompt(words, context.stdin);
  const orchestrator = await context.open(options);
  const prompt = options.redact ? await hideSecrets(typed, orchestrator, context) : typed;
  const request = await withConversation(
    await withAttachments(requestOf(prompt, options), options, context),
    options,
    orchestrator,
  );
  const state = await presentTurn(
    orchestrator.stream(request, { signal: context.signal }),
    presentOptionsOf(options),
    context,
  );
  if (state.error !== undefined) {
    const error = await explainNoProvider(state.error, orchestrator, options.local === true);
    if (!options.json && !options.jsonl) writeError(error, { stderr: context.stderr, style: context.err });
    return exitCodeFor(state.error);
  }
  if (!options.json && !options.jsonl) showImages(state, options, context);
  if (options.output !== undefined && !isImageFile(options.output)) {
    writeOutputFile(options.output, { prompt, state, at: new Date() });
    if (!options.quiet) context.stderr.write(`${context.err.green("saved")} ${options.output}\n`);
  }
  return EXIT.ok;
}

/** Saves the pictures of an answer; where they are is the answer, so it goes to stdout. */
function showImages(state: TurnState, options: AskOptions, context: CliContext): void {
  const file = options.output !== undefined && isImageFile(options.output) ? options.output : undefined;
  for (const place of saveImages(state, file)) context.stdout.write(`${place}\n`);
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

/** The request with what `--file` names. */
export async function withAttachments(
  request: TurnRequest,
  options: AskOptions,
  context: CliContext,
): Promise<TurnRequest> {
  if (options.file === undefined) return request;
  const { readAttachments } = await import("../input/read-attachments.ts");
  const attachments = await readAttachments(options.file, {
    allowUrls: options.allowUrls === true,
    signal: context.signal,
  });
  if (!options.redact) return { ...request, attachments };
  const orchestrator = await context.open(options);
  const redacted = [];
  for (const part of attachments) {
    redacted.push(
      "text" in part && part.text !== undefined
        ? { ...part, text: await hideSecrets(part.text, orchestrator, context) }
        : part,
    );
  }
  return { ...request, attachments: redacted };
}

async function withConversation(
  request: TurnRequest,
  options: AskOptions,
  orchestrator: LocalOrchestrator,
): Promise<TurnRequest> {
  if (options.conversation !== undefined) return { ...request, conversationId: options.conversation };
  if (!options.continue) return request;
  const latest = await orchestrator.history.latest();
  if (latest === undefined) {
    throw new OrchestratorError("not_found", "There is no conversation to continue.", {
      suggestion: "Ask without --continue to start one.",
    });
  }
  return { ...request, conversationId: latest.id };
}

async function hideSecrets(text: string, orchestrator: LocalOrchestrator, context: CliContext): Promise<string> {
  const { text: clean, found } = await orchestrator.redactWithReport(text);
  const kinds = Map.groupBy(found, (finding) => finding.kind);
  for (const [kind, all] of kinds)
    context.stderr.write(`${context.err.yellow("hidden:")} ${kind}${all.length > 1 ? ` × ${all.length}` : ""}\n`);
  return clean;
}
