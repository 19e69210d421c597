import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { reportDone } from "../output/report-done.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";

/** Options of why, rate, learned, rules. */
export interface LearningOptions extends GlobalOptions {
  readonly conversation?: string;
  readonly turn?: string;
}

interface Call {
  readonly options: LearningOptions;
  readonly context: CliContext;
}

/** `aio why`: explains the last turn's choice of model. */
export async function why({ options, context }: Call): Promise<number> {
  const { routing } = await context.open(options);
  const decision = await routing.why(options.conversation);
  if (decision === undefined)
    throw new OrchestratorError("not_found", "There is no stored turn to explain.", {
      suggestion: 'Ask something first, or use: aio route --explain "…"',
    });
  context.stdout.write(
    options.json ? `${JSON.stringify(decision)}\n` : `${routing.explain(decision).map(sanitizeLine).join("\n")}\n`,
  );
  return EXIT.ok;
}

/** `aio rate up|down|none`: what you thought of the last answer (or --turn). */
export async function rate(word: string, { options, context }: Call): Promise<number> {
  if (word !== "up" && word !== "down" && word !== "none")
    throw new OrchestratorError("invalid_input", `There is no rating "${word}".`, {
      suggestion: "Rate up, down or none.",
    });
  await (await context.open(options)).routing.rate(word === "none" ? null : word, options.turn);
  const done = word === "none" ? "rating removed" : `rated ${word}; see aio learned show`;
  reportDone({ options, context }, { rating: word === "none" ? null : word }, done);
  return EXIT.ok;
}

/** `aio learned show|export`. */
export async function showLearned({ options, context }: Call): Promise<number> {
  const learned = await (await context.open(options)).routing.learned();
  if (options.json) context.stdout.write(`${JSON.stringify(learned)}\n`);
  else context.stdout.write(`${describeLearned(learned as unknown as Learned).join("\n")}\n`);
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
  readonly corrections: readonly unknown[];
}

function describeLearned({ enabled, events, ratings, corrections }: Learned): readonly string[] {
  const lines = [`learning is ${enabled ? "on" : "off"}; ${events} ratings and corrections so far`];
  if (ratings.length > 0)
    lines.push(
      formatTable(
        ["task", "model", "up", "down", "last"],
        ratings.map((one) => [one.task, one.model, String(one.up), String(one.down), one.lastAt.slice(0, 10)]),
        { right: [2, 3] },
      ),
    );
  if (corrections.length > 0) lines.push(`${corrections.length} corrections of the task: aio learned export`);
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
        rows.map((row, index) => [String(index + 1), row.when, row.then, row.sentence]),
        { columns: context.stdout.columns },
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
  else context.stdout.write(`${sanitizeLine(row.when)}: ${sanitizeLine(row.then)}\n`);
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

/** `aio rules test "PROMPT"`: which rules would apply. */
export async function testRules(prompt: string, { options, context }: Call): Promise<number> {
  const rows = await (await context.open(options)).routing.testRules(prompt);
  if (options.json) context.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    context.stdout.write(
      rows.length === 0
        ? "No rule applies.\n"
        : `${formatTable(
            ["when", "then", "you wrote"],
            rows.map((row) => [row.when, row.then, row.sentence]),
            { columns: context.stdout.columns },
          )}\n`,
    );
  return EXIT.ok;
}

async function saveRules(rules: readonly string[], { options, context }: Call): Promise<void> {
  const { openConfigDesk } = await import("ai-orchestrator/config");
  await openConfigDesk({ env: context.env, ...(options.config === undefined ? {} : { file: options.config }) }).set(
    "rules",
    [...rules],
  );
}
