import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addAskOptions, choice, dateText, wholeNumberBetween, type AskOptions } from "../commands/ask-options.ts";
import type { UsageOptions } from "../commands/usage.ts";
import { action, type SetExit } from "../program.ts";
import { registerHistoryFiles } from "./history-files.ts";
import { registerHistory } from "./history.ts";
import { registerLearning } from "./learning.ts";
import { registerRules } from "./rules.ts";

const USAGE_GROUPS = ["model", "provider", "task", "day", "month", "conversation", "client", "key"] as const;

/** history, export, import, resume, again, compact, usage, why, rate, learned, rules. */
export function registerConversationCommands(program: Command, context: CliContext, setExit: SetExit): void {
  const history = program
    .command("history")
    .description("conversations: list, search, show, rename, tag, pin, delete, back up")
    .summary("find and keep conversations");
  registerHistory(history, context, setExit);
  registerHistoryFiles(program, history, { context, setExit });
  registerResume(program, context, setExit);
  registerLearning(program, context, setExit);
  registerRules(program, context, setExit);
}

function registerResume(program: Command, context: CliContext, setExit: SetExit): void {
  action<AskOptions>(
    program
      .command("resume")
      .argument("[turn]")
      .description("continue an answer that a crash cut off; the newest one unless told")
      .summary("continue an answer that was cut off")
      .option("--think", "show what it reasons")
      .option("--no-stream", "print the answer when it is whole")
      .option("--jsonl", "print every event as one JSON line")
      .option("--raw", "model text exactly as it came, control sequences included"),
    setExit,
    async ([turn], options) => (await import("../commands/resume.ts")).resume(turn, options, context),
  );
  action<AskOptions>(
    addAskOptions(program.command("again").argument("[turn]", "another than the last"))
      .description("answer the last question again, by another model: -m names it, else the next best one answers")
      .summary("answer the last question again")
      .addHelpText(
        "after",
        '\nExamples:\n  aio again\n  aio again -m claude-sonnet-5.5\n  aio --continue "And in French?"   goes on from the newest answer',
      ),
    setExit,
    async ([turn], options) => (await import("../commands/again.ts")).again(turn, options, context),
  );
  action<AskOptions>(
    program
      .command("compact")
      .argument("[id]")
      .description("summarise older turns so that a conversation fits its model; nothing is removed")
      .summary("summarise older turns")
      .option("-m, --model <model>", "who summarises")
      .option("--keep <n>", "newest turns kept word for word", wholeNumberBetween(1, 1000))
      .option("--undo", "send the whole conversation again"),
    setExit,
    async ([id], options) => (await import("../commands/resume.ts")).compact(id, options, context),
  );
  action<UsageOptions>(
    program
      .command("usage")
      .description("tokens and money")
      .addOption(choice("--by <what>", "grouped by", USAGE_GROUPS).default("model"))
      .option("--from <date>", "since", dateText)
      .option("--until <date>", "before", dateText),
    setExit,
    async (_args, options) => (await import("../commands/usage.ts")).usage({ options, context }),
  );
}
