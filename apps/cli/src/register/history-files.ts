import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice } from "../commands/ask-options.ts";
import type { HistoryFileOptions } from "../commands/history-files.ts";
import { action, type SetExit } from "../program.ts";

/** export, import, and backup, restore, encrypt, decrypt, verify, recover of `aio history`. */
export function registerHistoryFiles(
  program: Command,
  history: Command,
  { context, setExit }: { readonly context: CliContext; readonly setExit: SetExit },
): void {
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
