import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { wholeNumberBetween } from "../commands/ask-options.ts";
import type { RulesOptions } from "../commands/rules.ts";
import { action, type SetExit } from "../program.ts";

const turnCount = wholeNumberBetween(1, 1_000_000);

type Run = (commands: Awaited<ReturnType<typeof load>>, args: string[], options: RulesOptions) => Promise<number>;

const load = () => import("../commands/rules.ts");

/** rules. */
export function registerRules(program: Command, context: CliContext, setExit: SetExit): void {
  const add = (command: Command, text: string, run: Run): Command =>
    action<RulesOptions>(command.description(text), setExit, async (args, options) => run(await load(), args, options));
  const rules = program
    .command("rules")
    .description("plain sentences that bind routing")
    .summary("your own routing rules");
  add(rules.command("list", { isDefault: true }), "the sentences and what they mean", (commands, _args, options) =>
    commands.listRules({ options, context }),
  );
  add(rules.command("add <sentence...>"), 'add one, e.g. "SQL → codestral"', (commands, words, options) =>
    commands.addRule(words.join(" "), { options, context }),
  ).addHelpText(
    "after",
    '\nExamples:\n  aio rules add "contracts never leave this machine"\n  aio rules add "SQL → codestral"',
  );
  add(rules.command("remove <number>"), "remove one", (commands, [number = ""], options) =>
    commands.removeRule(number, { options, context }),
  );
  add(
    rules.command("test <words...>").summary("which rules a prompt meets, or what a rule would have changed"),
    "which rules a prompt meets; with --history, which past turns a rule would have sent elsewhere, and what that would have cost",
    (commands, words, options) => commands.testRules(words.join(" "), { options, context }),
  )
    .option("--history [n]", "take the words for a rule and hold it against the last n turns (200)", turnCount)
    .addHelpText(
      "after",
      '\nExamples:\n  aio rules test "Write the SQL for that"\n  aio rules test "SQL → codestral" --history',
    );
}
