import {
  isTask,
  OrchestratorError,
  TASKS,
  toOrchestratorError,
  type Decision,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import { explainNoProvider } from "../getting-started.ts";
import { readLines } from "../input/read-lines.ts";
import { buildRequest } from "../input/build-request.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { formatTable } from "../terminal/print-table.ts";
import { wrapText } from "../terminal/wrap-text.ts";
import { formatCost, formatDuration } from "../output/turn-summary.ts";
import { requestOf, type AskOptions } from "./ask-options.ts";

/** Options of `aio route`. */
export interface RouteOptions extends AskOptions {
  readonly explain?: boolean;
}

/** `aio route "prompt"`: decides without calling anyone, and says why. `--jsonl` reads `{"prompt"}` lines and writes one decision a line. */
export async function route(words: readonly string[], options: RouteOptions, context: CliContext): Promise<number> {
  if (options.jsonl) return routeLines(options, context);
  const request = await buildRequest(words, options, context);
  const orchestrator = await context.open(options);
  const decision = await orchestrator.route(request, { signal: context.signal }).catch(async (thrown: unknown) => {
    const error = toOrchestratorError(thrown);
    if (error.code !== "no_usable_provider") throw thrown;
    if (options.json) writeJudgement(request, error, { orchestrator, context });
    throw OrchestratorError.fromJSON(await explainNoProvider(error.toJSON(), orchestrator, options.local === true));
  });
  if (options.json) context.stdout.write(`${JSON.stringify(decision)}\n`);
  else if (options.explain)
    context.stdout.write(
      `${orchestrator.routing
        .explain(decision)
        .flatMap((line) => wrapText(sanitizeLine(line), context.stdout.columns))
        .join("\n")}\n`,
    );
  else context.stdout.write(`${describeDecision(decision, options.verbose === true, context.stdout.columns)}\n`);
  return EXIT.ok;
}

/** Where no model may answer, `--json` says what is known of the prompt and why there is none, as a line of `--jsonl` does. */
function writeJudgement(
  request: TurnRequest,
  error: OrchestratorError,
  { orchestrator, context }: { readonly orchestrator: LineContext["orchestrator"]; readonly context: CliContext },
): void {
  context.stdout.write(`${JSON.stringify(judged(request, error, orchestrator))}\n`);
}

function judged(
  request: TurnRequest,
  error: OrchestratorError,
  { routing }: LineContext["orchestrator"],
): Readonly<Record<string, unknown>> {
  return {
    ...routing.judgeText(request),
    model: null,
    fallbacks: [],
    reasons: [error.message],
    error: error.toJSON(),
  };
}

/** Where the facts of a decision stand, below each other. */
const HANG = 14;

/** A decision as a person reads it. */
export function describeDecision(decision: Decision, verbose: boolean, columns?: number): string {
  const lines = [
    `${decision.model} (${decision.provider})`,
    `  task        ${decision.task} · difficulty ${decision.difficulty.toFixed(2)} · dial ${decision.dial}`,
    ...decision.reasons.map((reason, index) => `  ${index === 0 ? "because    " : "           "} ${reason.text}`),
    `  cost        ${formatCost(decision.estimatedCost)} for about ${decision.estimatedInputTokens} tokens in`,
  ];
  if (decision.chain !== undefined)
    lines.push(`  chain       ${decision.chain.steps.map((step) => `${step.role}: ${step.model}`).join(" → ")}`);
  if (decision.fallbacks.length > 0)
    lines.push(
      `  ${decision.cascade !== undefined ? "if not good" : "if it fails"} ${decision.fallbacks.slice(0, 4).join(", ")}`,
    );
  for (const notice of decision.notices) lines.push(`  note        ${notice}`);
  if (decision.runnersUp.length > 0) {
    const rows = [decision.expected, ...decision.runnersUp]
      .slice(0, 6)
      .map((one) => [one.model, one.quality.toFixed(2), formatCost(one.cost), formatDuration(one.latencyMs)]);
    lines.push("", formatTable(["weighed", "quality", "cost", "time"], rows, { right: [1, 2, 3], columns }));
  }
  if (verbose && decision.rejected.length > 0) {
    lines.push(
      "",
      formatTable(
        ["not possible", "why"],
        decision.rejected.map((one) => [one.model, one.why]),
        { keep: [1], columns },
      ),
    );
  }
  return lines
    .flatMap((line) => line.split("\n").map(sanitizeLine))
    .flatMap((line) => wrapText(line, columns, HANG))
    .join("\n");
}

async function routeLines(options: RouteOptions, context: CliContext): Promise<number> {
  const orchestrator = await context.open(options);
  const input = readLines(context.stdin);
  let number = 0;
  let failed = 0;
  for await (const line of input) {
    number++;
    if (line.trim() === "") continue;
    if (context.signal.aborted) return EXIT.cancelled;
    const answer = await routeLine(line, number, { options, orchestrator });
    if (answer["task"] === undefined) failed++;
    if (!context.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((resolve) => context.stdout.once("drain", resolve));
  }
  return failed === 0 ? EXIT.ok : EXIT.usage;
}

interface LineContext {
  readonly options: RouteOptions;
  readonly orchestrator: Awaited<ReturnType<CliContext["open"]>>;
}

async function routeLine(
  line: string,
  number: number,
  { options, orchestrator }: LineContext,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { request, id } = parseLine(line, number, options);
    return { ...(id === undefined ? {} : { id }), ...(await routeOrJudge(request, number, orchestrator)) };
  } catch (thrown) {
    return { line: number, error: toOrchestratorError(thrown).toJSON() };
  }
}

/** The decision; where no model may answer, what is known of the prompt and why there is none. */
async function routeOrJudge(
  request: TurnRequest,
  number: number,
  orchestrator: LineContext["orchestrator"],
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const decision = await orchestrator.routing.routeText(request);
    return {
      task: decision.task,
      tasks: decision.tasks,
      difficulty: decision.difficulty,
      model: decision.model,
      provider: decision.provider,
      fallbacks: decision.fallbacks,
      reasons: decision.reasons.map((reason) => reason.text),
      micros: decision.micros,
      ...(decision.also === undefined || decision.also.length === 0 ? {} : { also: decision.also }),
      ...(decision.chain === undefined ? {} : { chain: decision.chain }),
      ...(decision.cascade === undefined ? {} : { cascade: decision.cascade }),
    };
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    if (error.code !== "no_usable_provider") throw error;
    return { line: number, ...judged(request, error, orchestrator) };
  }
}

function parseLine(line: string, number: number, options: RouteOptions): { request: TurnRequest; id?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new OrchestratorError("invalid_input", `Line ${number} is not JSON.`, {
      suggestion: 'One object a line: {"prompt": "…"}',
      cause: error,
    });
  }
  const row = value as Readonly<Record<string, unknown>>;
  if (typeof row !== "object" || row === null || typeof row.prompt !== "string") {
    throw new OrchestratorError("invalid_input", `Line ${number} has no "prompt" text.`, {
      suggestion: 'One object a line: {"prompt": "…"}',
    });
  }
  const { id, prompt, model, system, task } = row;
  const given = { ...options, ...textOf({ model, system, task }, number) };
  if (given.task !== undefined && !isTask(given.task))
    throw new OrchestratorError("invalid_input", `Line ${number}: there is no task "${String(task)}".`, {
      suggestion: `Tasks: ${TASKS.join(", ")}.`,
    });
  return { request: requestOf(prompt, given), id };
}

/** The fields that are given. Throws `invalid_input` for one that is not text. */
function textOf(row: Readonly<Record<string, unknown>>, number: number): Partial<RouteOptions> {
  const given = Object.entries(row).filter(([, value]) => value !== undefined && value !== null);
  for (const [key, value] of given) {
    if (typeof value !== "string")
      throw new OrchestratorError("invalid_input", `Line ${number}: "${key}" must be text.`, {
        suggestion: 'One object a line: {"prompt": "…", "model": "…"}',
      });
  }
  return Object.fromEntries(given);
}
