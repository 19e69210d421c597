import { Argument, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addAskOptions, addRouteOptions, type AskOptions } from "../commands/ask-options.ts";
import type { ModelListOptions } from "../commands/models.ts";
import type { RouteOptions } from "../commands/route.ts";
import type { GlobalOptions } from "../global-options.ts";
import { action, type SetExit } from "../program.ts";
import { registerLocalModels } from "./local-models.ts";

/** compare, route, models, config, doctor, completion. */
export function registerModelCommands(program: Command, context: CliContext, setExit: SetExit): void {
  action<AskOptions>(
    addAskOptions(program.command("compare").argument("[prompt...]", "the question"))
      .description("ask several models at once: -m a,b,c")
      .summary("ask several models at once"),
    setExit,
    async (words, options) => (await import("../commands/compare.ts")).compare(words, options, context),
  );
  action<RouteOptions>(
    addRouteOptions(program.command("route").argument("[prompt...]", "the question"))
      .description("which model would answer, and why, without asking it")
      .summary("which model would answer, and why")
      .option("--explain", "every cause, and what the dial would change"),
    setExit,
    async (words, options) => (await import("../commands/route.ts")).route(words, options, context),
  );
  registerModels(
    program.command("models").description("the models that can be asked").summary("list, show and refresh models"),
    context,
    setExit,
  );
  registerConfig(
    program.command("config").description("read and change config.json").summary("read and change settings"),
    context,
    setExit,
  );
  action<GlobalOptions>(
    program.command("doctor").description("check that everything is in order, and say how to fix what is not"),
    setExit,
    async (_args, options) => (await import("../commands/doctor.ts")).doctor(options, context),
  );
  action<GlobalOptions>(
    program
      .command("completion")
      .addArgument(new Argument("<shell>", "which").choices(["bash", "zsh", "fish", "powershell"]))
      .description("print a completion script")
      .addHelpText(
        "after",
        "\nExample:\n  source <(aio completion bash)\n  aio completion fish > ~/.config/fish/completions/aio.fish",
      ),
    setExit,
    async ([shell = ""]) => (await import("../commands/completion.ts")).completion(shell, program, context),
  );
}

function registerModels(models: Command, context: CliContext, setExit: SetExit): void {
  const list = models
    .command("list", { isDefault: true })
    .description("every model with price, window, and whether it can be used now");
  action<ModelListOptions>(
    list
      .option("-p, --provider <provider>", "only this provider's")
      .option("-a, --all", "retired ones too")
      .option("--local", "only those on this machine")
      .option("-u, --usable", "only those that can be used now")
      .option("--names", "only the names of those that can be used now, one a line"),
    setExit,
    async (_args, options) => (await import("../commands/models.ts")).listModels(options, context),
  );
  action<GlobalOptions>(
    models.command("show").argument("<model>").description("everything known of one model"),
    setExit,
    async ([name = ""], options) => (await import("../commands/models.ts")).showModel(name, options, context),
  );
  action<GlobalOptions>(
    models
      .command("refresh")
      .description("fetch current models and prices; keeps the old ones if the new do not validate"),
    setExit,
    async (_args, options) => (await import("../commands/models.ts")).refreshModels(options, context),
  );
  registerLocalModels(models, context, setExit);
}

function registerConfig(config: Command, context: CliContext, setExit: SetExit): void {
  const load = () => import("../commands/config.ts");
  action<GlobalOptions>(config.command("path").description("where the file is"), setExit, async (_args, options) =>
    (await load()).configPath(options, context),
  );
  action<GlobalOptions>(
    config.command("get").argument("<key>").description("one value"),
    setExit,
    async ([key = ""], options) => (await load()).configGet(key, options, context),
  );
  action<GlobalOptions>(
    config
      .command("set")
      .argument("<key>")
      .argument("<value>")
      .description("change one value; checked before anything is written")
      .addHelpText(
        "after",
        "\nExamples:\n  aio config set defaults.dial best\n  aio config set models.gpt-4o.enabled false",
      ),
    setExit,
    async ([key = "", value = ""], options) => (await load()).configSet(key, value, { options, context }),
  );
  action<GlobalOptions>(
    config.command("unset").argument("<key>").description("back to the default"),
    setExit,
    async ([key = ""], options) => (await load()).configUnset(key, options, context),
  );
  action<GlobalOptions>(
    config.command("explain", { isDefault: true }).argument("[key]").description("every value and where it comes from"),
    setExit,
    async ([key], options) => (await load()).configExplain(key, options, context),
  );
  action<GlobalOptions>(
    config.command("edit").description("open the file in your editor, and check it"),
    setExit,
    async (_args, options) => (await load()).configEdit(options, context),
  );
}
