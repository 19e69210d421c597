import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice } from "../commands/ask-options.ts";
import type { CredentialOptions } from "../commands/credential-call.ts";
import { action, type SetExit } from "../program.ts";

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `aio credentials …`. */
export function registerCredentials(credentials: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/credentials.ts");
  const add = (
    name: string,
    text: string,
    run: (commands: Awaited<ReturnType<typeof load>>, args: string[], options: CredentialOptions) => Promise<number>,
  ): Command =>
    action<CredentialOptions>(credentials.command(name).description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  action<CredentialOptions>(
    credentials
      .command("status", { isDefault: true })
      .description("every provider, whether it has a key, and from where"),
    setExit,
    async (_args, options) => (await load()).credentialStatus({ options, context }),
  );
  action<CredentialOptions>(
    credentials.command("setup").description("walk through all providers, hidden input (also: ai-configure)"),
    setExit,
    async (_args, options) => (await import("../commands/credential-setup.ts")).setupCredentials({ options, context }),
  ).addOption(choice("--store <store>", "where to", ["keychain", "file"]));
  add(
    "set <provider>",
    "store a key; read hidden from the terminal, or from a pipe",
    (commands, [provider = ""], options) => commands.setCredential(provider, { options, context }),
  )
    .addOption(choice("--store <store>", "where to", ["keychain", "file"]))
    .option("--insecure-memory", "keep it for this process only where no store is there")
    .addHelpText("after", '\nExamples:\n  aio credentials set openai\n  printf %s "$KEY" | aio credentials set openai');
  add("get <provider>", "where the key is; the key itself with --reveal", (commands, [provider = ""], options) =>
    commands.getCredential(provider, { options, context }),
  ).option("--reveal", "print the key");
  add("where [provider]", "every place that holds a key", (commands, [provider], options) =>
    commands.whereCredential(provider, { options, context }),
  );
  add("remove <provider>", "remove the key from our stores", (commands, [provider = ""], options) =>
    commands.removeCredential(provider, { options, context }),
  );
  add("test [provider]", "ask the providers whether the keys work", (commands, [provider], options) =>
    commands.testCredentials(provider, { options, context }),
  );
  add(
    "allow-origin <provider> <url>",
    "let a stored key go to another address",
    (commands, [provider = "", url = ""], options) => commands.allowOrigin(provider, url, { options, context }),
  ).option("--force", "without asking");
  registerCredentialFile(credentials, context, setExit);
}

function registerCredentialFile(credentials: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/credential-file.ts");
  const add = (
    name: string,
    text: string,
    run: (commands: Awaited<ReturnType<typeof load>>, args: string[], options: CredentialOptions) => Promise<number>,
  ): Command =>
    action<CredentialOptions>(credentials.command(name).description(text), setExit, async (args, options) =>
      run(await load(), args, options),
    );
  add("lock", "forget the opened encrypted file", (commands, _args, options) =>
    commands.lockCredentials({ options, context }),
  );
  add("unlock", "open the encrypted file, or a locked keychain", (commands, _args, options) =>
    commands.unlockCredentials({ options, context }),
  );
  add("create-file", "make the encrypted file, opened by a passphrase or a keyfile", (commands, _args, options) =>
    commands.createCredentialFile({ options, context }),
  ).option("--keyfile <path>", "open it with this file instead of a passphrase");
  add("set-passphrase", "a new passphrase for the encrypted file", (commands, _args, options) =>
    commands.setPassphrase({ options, context }),
  );
  add("add-keyfile <path>", "make a key file that opens the encrypted file too", (commands, [file = ""], options) =>
    commands.addKeyfile(file, { options, context }),
  );
  add("restore", "bring the previous generation of the encrypted file back", (commands, _args, options) =>
    commands.restoreCredentialFile({ options, context }),
  ).option("--accept-older", "also one that the keychain says is older");
  add("rotate", "a new master key for the encrypted file", (commands, _args, options) =>
    commands.rotateCredentials({ options, context }),
  );
  add("export <file>", "all keys in one file, encrypted with a passphrase", (commands, [file = ""], options) =>
    commands.exportCredentials(file, { options, context }),
  ).option("--force", "replace the file");
  add("import <file>", "keys from such a file", (commands, [file = ""], options) =>
    commands.importCredentials(file, { options, context }),
  ).option("--overwrite", "replace keys that are there already");
  add("import-legacy [file]", "keys from the earlier program's credentials.enc", (commands, [file], options) =>
    commands.importLegacyCredentials(file, { options, context }),
  )
    .option("--hostname <name>", "what the machine was called then; may be repeated", collect)
    .option("--user <name>", "the user's name then; may be repeated", collect)
    .option("--machine-id <id>", "its /etc/machine-id then (macOS: hardware UUID); may be repeated", collect)
    .option("--overwrite", "replace keys that are there already")
    .addHelpText(
      "after",
      `
The earlier program encrypted the file under facts about its machine: machine id, user and host name.
Those that changed since have to be given; the file may also come from another machine.

Examples:
  aio credentials import-legacy
  aio credentials import-legacy --hostname old-laptop
  aio credentials import-legacy backup/credentials.enc --machine-id "$(cat backup/etc/machine-id)" --user ada --hostname old-laptop`,
    );
}
