import { isTask, OrchestratorError, TASKS, type StoredTurn } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { failoverText } from "../output/failover-text.ts";
import { reportDone } from "../output/report-done.ts";
import { formatCost } from "../output/turn-summary.ts";
import { formatTable } from "../terminal/print-table.ts";
import { wrapLines } from "../terminal/wrap-text.ts";

/** Options of why, rate and learned. */
export interface LearningOptions extends GlobalOptions {
  readonly conversation?: string;
  readonly turn?: string;
  readonly task?: string;
}

interface Call {
  readonly options: LearningOptions;
  readonly context: CliContext;
}

/** `aio why`: explains the last turn's choice of model, and what became of it. */
export async function why({ options, context }: Call): Promise<number> {
  const { routing } = await context.open(options);
  const turn = await routing.lastTurn(options.conversation);
  const decision = turn?.decision;
  if (turn === undefined || decision === undefined) {
    const said = turn?.error === undefined ? "" : `: ${turn.error.message.replace(/\.$/u, "")}`;
    const what =
      turn === undefined ? "There is no stored turn" : `The last turn ended before a model was chosen${said}`;
    throw new OrchestratorError("not_found", turn === undefined ? `${what} to explain.` : `${what}.`, {
      suggestion: 'Ask something first, or use: aio route --explain "…"',
    });
  }
  const lines = [...outcomeLines(turn), ...routing.explain(decision)];
  context.stdout.write(
    options.json ? `${JSON.stringify(decision)}\n` : `${wrapLines(lines, context.stdout.columns)}\n`,
  );
  return EXIT.ok;
}

/** What happened after the decision, where it went otherwise. */
function outcomeLines({ model, status, cost, failovers = [] }: StoredTurn): readonly string[] {
  const ending = status === "complete" ? "answered" : `did not answer (${status})`;
  return failovers.length === 0
    ? []
    : [
        ...failovers.map((move) => failoverText(move)),
        `${model ?? "No model"} ${ending}${cost === undefined ? "" : `; all calls together: ${formatCost(cost)}`}.`,
      ];
}

/** `aio rate up|down|none`, `aio rate --task code`: what you thought of the last answer, and what the question was about. */
export async function rate(word: string | undefined, { options, context }: Call): Promise<number> {
  if (word === undefined && options.task === undefined)
    throw new OrchestratorError("invalid_input", "There is nothing to learn.", {
      suggestion: "Rate up, down or none; or say what it was about: aio rate --task code",
    });
  if (word !== undefined && word !== "up" && word !== "down" && word !== "none")
    throw new OrchestratorError("invalid_input", `There is no rating "${word}".`, {
      suggestion: isTask(word) ? `Did you mean aio rate --task ${word}?` : "Rate up, down or none.",
    });
  const { routing } = await context.open(options);
  const rating = word === "none" ? null : word;
  if (rating !== undefined) await routing.rate(rating, options.turn);
  const { task } = options;
  if (task !== undefined && !isTask(task))
    throw new OrchestratorError("invalid_input", `There is no task "${task}".`, {
      suggestion: `Tasks: ${TASKS.join(", ")}.`,
    });
  const before = task === undefined ? undefined : await routing.correct(task, options.turn);
  const rated = rating === undefined ? [] : [rating === null ? "rating removed" : `rated ${rating}`];
  const corrected = task === undefined ? [] : [before === task ? `it was taken for ${task}` : `${before} → ${task}`];
  reportDone(
    { options, context },
    { ...(rating === undefined ? {} : { rating }), ...(task === undefined ? {} : { task, before }) },
    `${[...rated, ...corrected].join("; ")}; see aio learned show`,
  );
  return EXIT.ok;
}

/** `aio learned show|export`. */
export async function showLearned({ options, context }: Call): Promise<number> {
  const learned = await (await context.open(options)).routing.learned();
  if (options.json) context.stdout.write(`${JSON.stringify(learned)}\n`);
  else context.stdout.write(`${describeLearned(learned as unknown as Learned, context).join("\n")}\n`);
  return EXIT.ok;
}

/** What `routing.learned()` gives as JSON. */
interface Learned {
  readonly enabled: boolean;
  readonly events: number;
  readonly ratings: readonly {
    readonly task: string;
    readonly model: string;
    readonly up: number;
    readonly down: number;
    readonly lastAt: string;
  }[];
  readonly corrections: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly lastAt: string;
  }[];
}

function describeLearned(
  { enabled, events, ratings, corrections }: Learned,
  { stdout: { columns } }: CliContext,
): readonly string[] {
  const state = `learning is ${enabled ? "on" : "off"}; ${events} ratings and corrections so far`;
  const lines = [wrapLines([state], columns)];
  if (ratings.length > 0)
    lines.push(
      formatTable(
        ["task", "model", "up", "down", "last"],
        ratings.map((one) => [one.task, one.model, String(one.up), String(one.down), one.lastAt.slice(0, 10)]),
        { right: [2, 3], columns },
      ),
    );
  if (corrections.length > 0)
    lines.push(
      "",
      formatTable(
        ["taken for", "was", "times", "last"],
        corrections.map((one) => [one.from, one.to, String(one.count), one.lastAt.slice(0, 10)]),
        { right: [2], columns },
      ),
    );
  return lines;
}

/** `aio learned reset`. */
export async function resetLearned({ options, context }: Call): Promise<number> {
  await (await context.open(options)).routing.resetLearned();
  reportDone({ options, context }, { reset: true }, "forgotten; routing is as it was delivered");
  return EXIT.ok;
}

/** `aio learned on|off`. */
export async function switchLearning(enabled: boolean, { options, context }: Call): Promise<number> {
  await (await context.open(options)).routing.setLearning(enabled);
  reportDone({ options, context }, { enabled }, `learning is ${enabled ? "on" : "off"}`);
  return EXIT.ok;
}
