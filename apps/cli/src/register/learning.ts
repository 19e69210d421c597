import { TASKS } from "@ai-orchestrator/contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice, wholeNumberBetween } from "../commands/ask-options.ts";
import type { LearningOptions } from "../commands/learning.ts";
import { action, type SetExit } from "../program.ts";

const turnCount = wholeNumberBetween(1, 1_000_000);

/** Its words for completion; what else is typed is answered by the command, which knows what was meant. */
function ratingArgument(): Argument {
  return new Argument("[rating]", "how good it was").choices(["up", "down", "none"]).argParser((word) => word);
}

type Run = (commands: Awaited<ReturnType<typeof load>>, args: string[], options: LearningOptions) => Promise<number>;
type Add = (command: Command, text: string, run: Run) => Command;

const load = () => import("../commands/learning.ts");

/** why, rate, learned, rules. */
export function registerLearning(program: Command, context: CliContext, setExit: SetExit): void {
  const add: Add = (command, text, run) =>
    action<LearningOptions>(command.description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  add(program.command("why"), "why the last answer came from that model", (commands, _args, options) =>
    commands.why({ options, context }),
  ).option("--conversation <id>", "the last turn of this one");
  add(
    program.command("rate").addArgument(ratingArgument()).summary("rate the last answer, or correct its task"),
    "rate the last answer up or down (none takes it back), or say what the question was really about; routing learns from both",
    (commands, [word], options) => commands.rate(word, { options, context }),
  )
    .option("--turn <id>", "another turn")
    .addOption(choice("--task <task>", "what it was about", TASKS))
    .addHelpText("after", "\nExamples:\n  aio rate up\n  aio rate --task code");
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
  registerRules(program, context, add);
}

function registerRules(program: Command, context: CliContext, add: Add): void {
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
