import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import type { LearningOptions } from "../commands/learning.ts";
import { action, type SetExit } from "../program.ts";

/** why, rate, learned, rules. */
export function registerLearning(program: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/learning.ts");
  const add = (
    command: Command,
    text: string,
    run: (commands: Awaited<ReturnType<typeof load>>, args: string[], options: LearningOptions) => Promise<number>,
  ): Command =>
    action<LearningOptions>(command.description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  add(program.command("why"), "why the last answer came from that model", (commands, _args, options) =>
    commands.why({ options, context }),
  ).option("--conversation <id>", "the last turn of this one");
  add(
    program.command("rate <rating>"),
    "rate the last answer up or down (none takes it back)",
    (commands, [word = ""], options) => commands.rate(word, { options, context }),
  ).option("--turn <id>", "another turn");
  const learned = program
    .command("learned")
    .description("what routing has learned from your ratings")
    .summary("what your ratings taught");
  add(
    learned.command("show", { isDefault: true }),
    "counts by task and model; never text",
    (commands, _args, options) => commands.showLearned({ options, context }),
  );
  add(learned.command("export"), "the same, as JSON", (commands, _args, options) =>
    commands.showLearned({ options: { ...options, json: true }, context }),
  );
  add(learned.command("reset"), "forget it", (commands, _args, options) => commands.resetLearned({ options, context }));
  add(learned.command("off"), "stop learning", (commands, _args, options) =>
    commands.switchLearning(false, { options, context }),
  );
  add(learned.command("on"), "learn again", (commands, _args, options) =>
    commands.switchLearning(true, { options, context }),
  );
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
  add(rules.command("test <prompt...>"), "which rules a prompt meets", (commands, words, options) =>
    commands.testRules(words.join(" "), { options, context }),
  );
}
