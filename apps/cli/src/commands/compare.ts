import {
  initialTurnState,
  isLastEvent,
  OrchestratorError,
  reduceTurn,
  type TurnState,
} from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT, exitCodeFor } from "../exit-code.ts";
import { buildRequest } from "../input/build-request.ts";
import { answerText, JSON_VERSION, turnJson } from "../output/turn-json.ts";
import { summaryLine } from "../output/turn-summary.ts";
import { createAnswerWriter } from "../terminal/answer-writer.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { createStatusLine } from "../terminal/status-line.ts";
import { writeError } from "../report-error.ts";
import type { AskOptions } from "./ask-options.ts";

/** `aio compare -m a,b,c "prompt"`: asks several models at once; each answer is printed whole as it ends. One that fails does not touch the others. */
export async function compare(words: readonly string[], options: AskOptions, context: CliContext): Promise<number> {
  const names = (options.model ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length < 2) {
    throw new OrchestratorError("invalid_input", "Compare needs at least two models.", {
      suggestion: 'Try: aio compare -m gpt-5.5,claude-sonnet-5.5 "Explain monads"',
    });
  }
  const { model: _names, ...rest } = options;
  const request = await buildRequest(words, rest, context);
  const orchestrator = await context.open(options);
  // A name that is none is told before any model is paid.
  for (const name of names) if (!isAutomatic(name)) await orchestrator.resolveModel(name);
  const events = orchestrator.compare(request, names, { signal: context.signal });
  const states = new Map<string, TurnState>();
  const machine = options.json === true || options.jsonl === true;
  using status = createStatusLine({
    stream: context.stderr,
    style: context.err,
    quiet: options.quiet === true || machine,
    plain: false,
  });
  for await (const event of events) {
    const state = reduceTurn(states.get(event.turnId) ?? initialTurnState(event.turnId), event);
    states.set(event.turnId, state);
    if (options.jsonl) context.stdout.write(`${JSON.stringify({ v: JSON_VERSION, ...event })}\n`);
    if (machine) continue;
    if (isLastEvent(event)) {
      status.clear();
      await printOne(events.turns[event.turnId] ?? event.turnId, state, { options, context });
    }
    const waiting = names.length - [...states.values()].filter((one) => one.status !== "running").length;
    if (waiting > 0) status.show(`Waiting for ${waiting} of ${names.length} models …`);
  }
  if (options.json) {
    const results = [...states].map(([id, state]) => ({ asked: events.turns[id], ...turnJson(state) }));
    context.stdout.write(`${JSON.stringify({ version: JSON_VERSION, results })}\n`);
  }
  return exitCode([...states.values()]);
}

/** `auto`, `auto:cheap` and so on name no model. */
function isAutomatic(name: string): boolean {
  return /^auto(:|$)/i.test(name);
}

/** Fine if any model answered; else the first failure's code. */
function exitCode(states: readonly TurnState[]): number {
  if (states.some((state) => state.status === "complete")) return EXIT.ok;
  const error = states.find((state) => state.error !== undefined)?.error;
  return error === undefined ? EXIT.internal : exitCodeFor(error);
}

async function printOne(
  name: string,
  state: TurnState,
  { options, context }: { readonly options: AskOptions; readonly context: CliContext },
): Promise<void> {
  const { stdout, stderr, out, err } = context;
  if (state.error !== undefined) {
    stderr.write(`${err.bold(sanitizeLine(name))} `);
    writeError(state.error, { stderr, style: err });
    return;
  }
  stdout.write(`${out.bold(`## ${sanitizeLine(name)}`)}\n\n`);
  const writer = await createAnswerWriter({ stream: stdout, style: out, raw: options.raw === true });
  writer.write(answerText(state.parts));
  writer.end();
  stdout.write("\n");
  if (!options.quiet) stderr.write(`${err.dim(sanitizeLine(summaryLine(state)))}\n\n`);
}
