import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { TASKS } from "@ai-orchestrator/contract";
import { choice, dateText, numberBetween, wholeNumberBetween } from "../commands/ask-options.ts";
import type { HistoryOptions } from "../commands/history.ts";
import { action, type SetExit } from "../program.ts";

/** `aio history …`, apart from what works on files. */
export function registerHistory(history: Command, context: CliContext, setExit: SetExit): void {
  const load = async () => ({
    ...(await import("../commands/history.ts")),
    ...(await import("../commands/history-show.ts")),
  });
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
  add(
    history.command("show <id>"),
    "a conversation; on a terminal its newest 50 turns",
    (commands, [id = ""], options) => commands.showHistory(id, { options, context }),
  )
    .option("--turn <turn>", "the branch that ends here")
    .option("--last <n>", "its newest n turns", wholeNumberBetween(1, 1_000_000))
    .option("--all", "all of its turns");
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
