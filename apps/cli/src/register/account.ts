import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { choice, dateText, wholeNumberBetween } from "../commands/ask-options.ts";
import type { AuditOptions } from "../commands/audit.ts";
import type { CredentialOptions } from "../commands/credentials.ts";
import type { SecurityOptions } from "../commands/security.ts";
import { action, type SetExit } from "../program.ts";

/** credentials, audit, security. */
export function registerAccountCommands(program: Command, context: CliContext, setExit: SetExit): void {
  registerCredentials(
    program
      .command("credentials")
      .description("keys of the providers: where they are, set, test, remove")
      .summary("set, test and remove provider keys"),
    context,
    setExit,
  );
  registerAudit(
    program.command("audit").description("the tamper-evident record of every call").summary("the record of every call"),
    context,
    setExit,
  );
  registerSecurity(
    program
      .command("security")
      .description("the analyzer: alerts, scan a text, hide secrets in a text")
      .summary("alerts, scan, redact"),
    context,
    setExit,
  );
}

function registerCredentials(credentials: Command, context: CliContext, setExit: SetExit): void {
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
  add("setup", "walk through all providers, hidden input (also: ai-configure)", (commands, _args, options) =>
    commands.setupCredentials({ options, context }),
  );
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
  add("lock", "forget the opened encrypted file", (commands, _args, options) =>
    commands.lockCredentials({ options, context }),
  );
  add("unlock", "open the encrypted file", (commands, _args, options) =>
    commands.unlockCredentials({ options, context }),
  );
  add("create-file", "make the encrypted file, opened by a passphrase or a keyfile", (commands, _args, options) =>
    commands.createCredentialFile({ options, context }),
  ).option("--keyfile <path>", "open it with this file instead of a passphrase");
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
  );
  add("import-legacy [file]", "keys from the earlier program's credentials.enc", (commands, [file], options) =>
    commands.importLegacyCredentials(file, { options, context }),
  );
}

function registerAudit(audit: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/audit.ts");
  action<AuditOptions>(
    audit
      .command("list", { isDefault: true })
      .description("the newest records")
      .option("-n, --limit <n>", "how many", wholeNumberBetween(1, 1_000_000))
      .option("--from <date>", "since", dateText)
      .option("--until <date>", "before", dateText),
    setExit,
    async (_args, options) => (await load()).listAudit({ options, context }),
  );
  action<AuditOptions>(
    audit.command("verify").description("check the chain; names the first bad record"),
    setExit,
    async (_args, options) => (await load()).verifyAudit({ options, context }),
  );
  action<AuditOptions>(
    audit
      .command("export")
      .description("everything as CSV or JSON")
      .addOption(choice("--format <format>", "how", ["csv", "json"]).default("csv")),
    setExit,
    async (_args, options) => (await load()).exportAudit({ options, context }),
  );
  action<AuditOptions>(
    audit.command("stats").description("counts by model, provider and outcome"),
    setExit,
    async (_args, options) => (await load()).auditStats({ options, context }),
  );
}

function registerSecurity(security: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/security.ts");
  action<SecurityOptions>(
    security
      .command("alerts", { isDefault: true })
      .description("what the analyzer found, newest first")
      .addOption(choice("--severity <severity>", "at least", ["low", "medium", "high", "critical"]))
      .option("-n, --limit <n>", "how many", wholeNumberBetween(1, 100_000)),
    setExit,
    async (_args, options) => (await load()).listAlerts({ options, context }),
  );
  action<SecurityOptions>(
    security
      .command("scan")
      .argument("[text...]")
      .description("score a text for injection, jailbreak, leakage")
      .option("--jsonl", 'read {"text","system"?,"kind"?} lines')
      .addOption(choice("--kind <kind>", "what the text is", ["prompt", "document", "search_result", "response"])),
    setExit,
    async (words, options) => (await load()).scanText(words, { options, context }),
  );
  action<SecurityOptions>(
    security
      .command("redact")
      .argument("[text...]")
      .description("hide secrets in a text")
      .option("--jsonl", 'read {"text"} lines'),
    setExit,
    async (words, options) => (await load()).redactText(words, { options, context }),
  );
}
