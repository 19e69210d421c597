import { isTask, OrchestratorError, TASKS, type StoredTurn } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import type { RuleTrial } from "ai-orchestrator";
import { failoverText } from "../output/failover-text.ts";
import { reportDone } from "../output/report-done.ts";
import { formatCost } from "../output/turn-summary.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";

/** Options of why, rate, learned, rules. */
export interface LearningOptions extends GlobalOptions {
  readonly conversation?: string;
  readonly turn?: string;
  readonly task?: string;
  /** Hold the rule against past turns: how many, or true for the usual number. */
  readonly history?: number | true;
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
  context.stdout.write(options.json ? `${JSON.stringify(decision)}\n` : `${wrapped(lines, context)}\n`);
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
  const lines = [`learning is ${enabled ? "on" : "off"}; ${events} ratings and corrections so far`];
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

/** `aio rules list`: the sentences and what they compile to. */
export async function listRules({ options, context }: Call): Promise<number> {
  const rows = (await context.open(options)).routing.rules();
  if (options.json) context.stdout.write(`${JSON.stringify(rows)}\n`);
  else if (rows.length === 0)
    context.stderr.write('No rules. Add one: aio rules add "contracts never leave this machine"\n');
  else
    context.stdout.write(
      `${formatTable(
        ["", "when", "then", "you wrote"],
        rows.map((row, index) => [String(index + 1), row.when, row.then, row.sentence].map(sanitizeLine)),
        { keep: [1, 2, 3], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

/** `aio rules add "SENTENCE"`: shows what it compiles to and keeps it. */
export async function addRule(sentence: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  const row = orchestrator.routing.compileRule(sentence);
  await saveRules([...(orchestrator.loaded.fileConfig.rules ?? []), sentence], { options, context });
  if (options.json) context.stdout.write(`${JSON.stringify(row)}\n`);
  else context.stdout.write(`${wrapped([`${row.when}: ${row.then}`], context)}\n`);
  return EXIT.ok;
}

/** `aio rules remove N`. */
export async function removeRule(number: string, { options, context }: Call): Promise<number> {
  const rules = [...((await context.open(options)).loaded.fileConfig.rules ?? [])];
  const index = Number(number) - 1;
  if (!Number.isInteger(index) || rules[index] === undefined)
    throw new OrchestratorError("not_found", `There is no rule ${number}.`, {
      suggestion: "See their numbers with aio rules list.",
    });
  const [gone] = rules.splice(index, 1);
  await saveRules(rules, { options, context });
  reportDone({ options, context }, { removed: gone }, `removed: ${sanitizeLine(gone ?? "")}`);
  return EXIT.ok;
}

/** `aio rules test "PROMPT"`: which rules would apply. With `--history`, the words are a rule: which past turns it would have sent elsewhere. */
export async function testRules(prompt: string, { options, context }: Call): Promise<number> {
  if (options.history !== undefined) return tryOnHistory(prompt, { options, context });
  const rows = await (await context.open(options)).routing.testRules(prompt);
  if (options.json) context.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    context.stdout.write(
      rows.length === 0
        ? "No rule applies.\n"
        : `${formatTable(
            ["when", "then", "you wrote"],
            rows.map((row) => [row.when, row.then, row.sentence].map(sanitizeLine)),
            { keep: [0, 1, 2], columns: context.stdout.columns },
          )}\n`,
    );
  return EXIT.ok;
}

/** Turns a rule is held against unless a number is given. */
const MOST_TURNS = 200;

async function tryOnHistory(sentence: string, { options, context }: Call): Promise<number> {
  const { routing } = await context.open(options);
  const trial = await routing.tryRule(sentence, options.history === true ? MOST_TURNS : Number(options.history));
  const { stdout } = context;
  if (options.json) {
    stdout.write(`${JSON.stringify(trial)}\n`);
    return EXIT.ok;
  }
  const { rule, changed } = trial;
  stdout.write(`${wrapped([`${rule.when}: ${rule.then}`, summaryOf(trial)], context)}\n`);
  if (changed.length === 0) return EXIT.ok;
  const rows = changed.map((one) => [
    one.at.slice(0, 16).replace("T", " "),
    sanitizeLine(one.question),
    one.from ?? "nobody",
    one.to ?? "nobody",
    differenceText(one.fromUsd, one.toUsd),
  ]);
  const layout = { right: [4], keep: [2], columns: stdout.columns };
  stdout.write(`\n${formatTable(["asked", "question", "without it", "with it", "cost"], rows, layout)}\n`);
  const problems = new Set(changed.flatMap(({ problem }) => (problem === undefined ? [] : [`nobody: ${problem}`])));
  if (problems.size > 0) stdout.write(`\n${wrapped([...problems], context)}\n`);
  return EXIT.ok;
}

function summaryOf({ turns, applies, changed, differenceUsd, unpriced }: RuleTrial): string {
  const count = (n: number): string => `${n} ${n === 1 ? "turn" : "turns"}`;
  if (turns === 0) return "There is no history to test it on.";
  if (applies === 0) return `It speaks about none of the last ${count(turns)}.`;
  if (changed.length === 0)
    return `It speaks about ${applies} of the last ${count(turns)}; none of them would have gone elsewhere.`;
  const elsewhere = changed.filter(({ to }) => to !== null).length;
  const effects = [
    ...(elsewhere === 0 ? [] : [`${elsewhere} would have gone elsewhere, for ${moneyText(differenceUsd)}`]),
    ...(elsewhere === changed.length ? [] : [`${changed.length - elsewhere} could not have been answered by anybody`]),
    ...(unpriced === 0 ? [] : [`of ${count(unpriced)} the price is not known both ways`]),
  ];
  return `It speaks about ${applies} of the last ${count(turns)}: ${effects.join("; ")}. Nobody was asked; by today's models and prices.`;
}

function moneyText(usd: number): string {
  if (usd === 0) return "the same money";
  return `${formatCost({ usd: Math.abs(usd) })} ${usd > 0 ? "more" : "less"}`;
}

function differenceText(fromUsd: number | null, toUsd: number | null): string {
  if (fromUsd === null || toUsd === null) return "?";
  const difference = toUsd - fromUsd;
  return difference === 0 ? "same" : `${difference > 0 ? "+" : "−"}${formatCost({ usd: Math.abs(difference) })}`;
}

function wrapped(lines: readonly string[], { stdout }: CliContext): string {
  return lines.flatMap((line) => wrapText(sanitizeLine(line), stdout.columns)).join("\n");
}

async function saveRules(rules: readonly string[], { options, context }: Call): Promise<void> {
  const { openConfigDesk } = await import("ai-orchestrator/config");
  await openConfigDesk({ env: context.env, ...(options.config === undefined ? {} : { file: options.config }) }).set(
    "rules",
    [...rules],
  );
}
