import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { numberBetween } from "../commands/ask-options.ts";
import type { KeyOptions } from "../commands/keys.ts";
import type { ServeCommandOptions } from "../commands/serve.ts";
import { action, type SetExit } from "../program.ts";

/** serve, keys. */
export function registerServeCommands(program: Command, context: CliContext, setExit: SetExit): void {
  action<ServeCommandOptions>(
    program
      .command("serve")
      .description("one local endpoint that OpenAI, Anthropic and Gemini clients use by changing one URL")
      .summary("serve OpenAI, Anthropic and Gemini clients")
      .option("-p, --port <port>", "0 for a free one; 4141 unless config says otherwise", numberBetween(0, 65_535))
      .option(
        "--host <address>",
        "another address than loopback needs a key, and gateway.tls in the config or --insecure-bind",
      )
      .option("--insecure-bind", "other machines may reach it: you put TLS before it")
      .option("--host-name <name...>", "names other machines reach it under, with the port where it is not ours")
      .option("--daemon", "in the background")
      .option("--status", "whether one runs, and where; exit code 7 if none does")
      .option("--stop", "stop the one that runs")
      .option(
        "--show-token",
        "print the owner's token of the server that runs; beside the rest with --daemon or --status",
      )
      .option("--login-code", "print a one-time code that logs a browser in")
      .option("--unit <kind>", "print a systemd or launchd unit")
      .addHelpText(
        "after",
        "\nExamples:\n  aio serve\n  aio serve --daemon && aio serve --status\n  OPENAI_BASE_URL=http://127.0.0.1:4141/v1 OPENAI_API_KEY=$(aio keys create me) some-program",
      ),
    setExit,
    async (_args, options) => (await import("../commands/serve.ts")).serveCommand(options, context),
  );
  registerKeys(
    program.command("keys").description("keys for others to use your gateway").summary("keys for users of the gateway"),
    context,
    setExit,
  );
}

function registerKeys(keys: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/keys.ts");
  action<KeyOptions>(
    keys
      .command("create <name>")
      .description("make a key; its secret is shown once")
      .option("--models <list>", "only these models, comma-separated; provider/* for all of one")
      .option("--local", "only models on this machine")
      .option("--rpm <n>", "requests a minute", numberBetween(1, 1_000_000))
      .option("--daily <usd>", "budget a day", numberBetween(0, 1_000_000))
      .option("--monthly <usd>", "budget a month", numberBetween(0, 1_000_000))
      .option("--expires <when>", "a day, 2026-12-31, or a time from now: 12h, 30d"),
    setExit,
    async ([name = ""], options) => (await load()).createKey(name, { options, context }),
  );
  action<KeyOptions>(
    keys.command("list", { isDefault: true }).description("all keys").option("-a, --all", "revoked ones too"),
    setExit,
    async (_args, options) => (await load()).listKeys({ options, context }),
  );
  action<KeyOptions>(
    keys.command("revoke <name>").description("end a key at once"),
    setExit,
    async ([name = ""], options) => (await load()).revokeKey(name, { options, context }),
  );
  action<KeyOptions>(
    keys.command("usage [name]").description("tokens and money by key, or of one"),
    setExit,
    async ([name], options) => (await load()).keyUsage(name, { options, context }),
  );
}
