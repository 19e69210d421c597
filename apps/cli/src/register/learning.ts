import { TASKS } from "@ai-orchestrator/contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice } from "../commands/ask-options.ts";
import type { LearningOptions } from "../commands/learning.ts";
import { action, type SetExit } from "../program.ts";

/** Its words for completion; what else is typed is answered by the command, which knows what was meant. */
function ratingArgument(): Argument {
  return new Argument("[rating]", "how good it was").choices(["up", "down", "none"]).argParser((word) => word);
}

type Run = (commands: Awaited<ReturnType<typeof load>>, args: string[], options: LearningOptions) => Promise<number>;

const load = () => import("../commands/learning.ts");

/** why, rate, learned. */
export function registerLearning(program: Command, context: CliContext, setExit: SetExit): void {
  const add = (command: Command, text: string, run: Run): Command =>
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
}
