import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addAskOptions, numberBetween, type AskOptions } from "../commands/ask-options.ts";
import type { HistoryFileOptions } from "../commands/history-files.ts";
import type { HistoryOptions } from "../commands/history.ts";
import type { LearningOptions } from "../commands/learning.ts";
import type { UsageOptions } from "../commands/usage.ts";
import { action, type SetExit } from "../program.ts";

/** history, export, import, resume, compact, usage, why, rate, learned, rules. */
export function registerHistoryCommands(program: Command, context: CliContext, setExit: SetExit): void {
  const history = program
    .command("history")
    .description("conversations: list, search, show, rename, tag, pin, delete, back up")
    .summary("find and keep conversations");
  registerHistory(history, context, setExit);
  registerHistoryFiles(program, history, { context, setExit });
  action<AskOptions>(
    addAskOptions(program.command("resume").argument("[turn]").description("continue an answer that a crash cut off")),
    setExit,
    async ([turn], options) => (await import("../commands/resume.ts")).resume(turn, options, context),
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
  registerLearning(program, context, setExit);
}

function addFilters(command: Command): Command {
  return command
    .option("--model <model>", "answered by this model")
    .option("--provider <provider>", "answered by this provider")
    .addOption(choice("--task <task>", "of this task", TASKS))
    .option("--tag <tag>", "with this tag")
    .option("--folder <folder>", "in this folder")
    .option("--from <date>", "since", dateText)
    .option("--until <date>", "before", dateText)
    .option("--min-cost <usd>", "that cost at least this", numberBetween(0, 1_000_000))
    .option("--alerts", "with a security alert")
    .option("--pinned", "pinned")
    .option("--archived", "archived")
    .option("--deleted", "deleted, not yet purged")
    .option("-n, --limit <n>", "how many", wholeNumberBetween(1, 100_000));
}

function registerHistory(history: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/history.ts");
  const add = (
    command: Command,
    text: string,
    run: (commands: Awaited<ReturnType<typeof load>>, args: string[], options: HistoryOptions) => Promise<number>,
  ): Command =>
    action<HistoryOptions>(command.description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  add(addFilters(history.command("list", { isDefault: true })), "newest first", (commands, _args, options) =>
    commands.listHistory({ options, context }),
  );
  add(
    addFilters(history.command("search <query...>")),
    "find words in titles, questions, answers, reasoning and attachments",
    (commands, words, options) => commands.searchHistory(words.join(" "), { options, context }),
  );
  add(history.command("show <id>"), "a whole conversation", (commands, [id = ""], options) =>
    commands.showHistory(id, { options, context }),
  ).option("--turn <turn>", "the branch that ends here");
  add(history.command("branches <id>"), "its branches, newest first", (commands, [id = ""], options) =>
    commands.listBranches(id, { options, context }),
  );
  add(history.command("rename <id> <title...>"), "give it a title", (commands, [id = "", ...words], options) =>
    commands.renameHistory(id, words.join(" "), { options, context }),
  );
  add(history.command("tag <id> <tags...>"), "add tags", (commands, [id = "", ...tags], options) =>
    commands.tagHistory(id, tags, { options, context }),
  ).option("--remove", "take them away");
  add(history.command("pin <id>"), "keep it on top", (commands, [id = ""], options) =>
    commands.markHistory(id, "pinned", { options, context }),
  ).option("--remove", "no longer");
  add(history.command("archive <id>"), "put it away", (commands, [id = ""], options) =>
    commands.markHistory(id, "archived", { options, context }),
  ).option("--remove", "no longer");
  add(history.command("delete <id>"), "hide it; undelete brings it back", (commands, [id = ""], options) =>
    commands.deleteHistory(id, { options, context }),
  );
  add(history.command("undelete <id>"), "bring it back", (commands, [id = ""], options) =>
    commands.undeleteHistory(id, { options, context }),
  );
  add(history.command("purge [id]"), "remove deleted conversations (or one) for good", (commands, [id], options) =>
    commands.purgeHistory(id, { options, context }),
  )
    .option("--older-than <days>", "also those not used for this long", numberBetween(0, 100_000))
    .option("--force", "without asking");
}

interface Parts {
  readonly context: CliContext;
  readonly setExit: SetExit;
}

function registerHistoryFiles(program: Command, history: Command, { context, setExit }: Parts): void {
  const load = () => import("../commands/history-files.ts");
  const add = (
    command: Command,
    text: string,
    run: (commands: Awaited<ReturnType<typeof load>>, args: string[], options: HistoryFileOptions) => Promise<number>,
  ): Command =>
    action<HistoryFileOptions>(command.description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  add(
    program.command("export [id]"),
    "one conversation (an id, or last), or all, as markdown, JSON, HTML or text",
    (commands, [id], options) => commands.exportHistory(id, { options, context }),
  )
    .addOption(
      choice("--format <format>", "else the file's ending decides, else markdown", [
        "markdown",
        "json",
        "html",
        "text",
      ]),
    )
    .option("-o, --output <file>", "write to a file; its ending chooses the format")
    .option("--turn <turn>", "only the branch that ends here")
    .option("--redact", "without secrets")
    .option("--force", "replace the file");
  add(
    program.command("import <file>"),
    "conversations from our JSON, ChatGPT, Claude, Open WebUI, or the earlier conversations.db",
    (commands, [file = ""], options) => commands.importHistory(file, { options, context }),
  );
  add(history.command("backup <file>"), "a sound copy, also while in use", (commands, [file = ""], options) =>
    commands.backupHistory(file, { options, context }),
  );
  add(history.command("restore <file>"), "replace the history by a backup", (commands, [file = ""], options) =>
    commands.restoreHistory(file, { options, context }),
  ).option("--force", "without asking");
  add(
    history.command("encrypt"),
    "encrypt what is kept, with a key from the encrypted key file",
    (commands, _args, options) => commands.encryptHistory(true, { options, context }),
  );
  add(history.command("decrypt"), "take the encryption away", (commands, _args, options) =>
    commands.encryptHistory(false, { options, context }),
  );
  add(history.command("verify"), "check that it is sound", (commands, _args, options) =>
    commands.verifyHistory({ options, context }),
  );
  add(history.command("recover"), "save what can be read of a damaged history", (commands, _args, options) =>
    commands.recoverHistory({ options, context }),
  );
}

function registerLearning(program: Command, context: CliContext, setExit: SetExit): void {
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
