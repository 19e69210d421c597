import { OrchestratorError } from "@ai-orchestrator/contract";
import type { RuleTrial } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { reportDone } from "../output/report-done.ts";
import { formatCost } from "../output/turn-summary.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapLines } from "../terminal/wrap-text.ts";

/** Options of `aio rules …`. */
export interface RulesOptions extends GlobalOptions {
  /** Hold the rule against past turns: how many, or true for the usual number. */
  readonly history?: number | true;
}

interface Call {
  readonly options: RulesOptions;
  readonly context: CliContext;
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
  else context.stdout.write(`${wrapLines([`${row.when}: ${row.then}`], context.stdout.columns)}\n`);
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
  stdout.write(`${wrapLines([`${rule.when}: ${rule.then}`, summaryOf(trial)], stdout.columns)}\n`);
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
  if (problems.size > 0) stdout.write(`\n${wrapLines([...problems], stdout.columns)}\n`);
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

async function saveRules(rules: readonly string[], { options, context }: Call): Promise<void> {
  const { openConfigDesk } = await import("ai-orchestrator/config");
  await openConfigDesk({ env: context.env, ...(options.config === undefined ? {} : { file: options.config }) }).set(
    "rules",
    [...rules],
  );
}
