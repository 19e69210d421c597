import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import type { CleanModelsOptions } from "../commands/models/clean.ts";
import type { PullModelOptions } from "../commands/models/pull.ts";
import type { RemoveModelOptions } from "../commands/models/remove.ts";
import type { GlobalOptions } from "../global-options.ts";
import { action, type SetExit } from "../program.ts";

const YES = "without asking, for scripts";

/** `aio models local|pull|remove|clean`: models on this machine. */
export function registerLocalModels(models: Command, context: CliContext, setExit: SetExit): void {
  action<GlobalOptions>(
    models
      .command("local")
      .description("models on this machine: size, place, whether whole and served; and recommended ones to fetch"),
    setExit,
    async (_args, options) => (await import("../commands/models/local.ts")).listLocalModels(options, context),
  );
  action<PullModelOptions>(
    models
      .command("pull")
      .argument("[model...]", "mlx-…, hf:owner/repo or ollama/name")
      .description("download models after showing how much that is; goes on where it stopped")
      .option("--recommended", "the recommended ones")
      .option("-y, --yes", YES)
      .option("-l, --local", "refuse: nothing is fetched")
      .addHelpText(
        "after",
        "\nExamples:\n  aio models pull mlx-qwen3-4b\n  aio models pull hf:mlx-community/Qwen3-4B-Instruct-2507-4bit ollama/llama3.2\n  aio models pull --recommended --yes",
      ),
    setExit,
    async (names, options) => (await import("../commands/models/pull.ts")).pullModels(names, options, context),
  );
  action<RemoveModelOptions>(
    models.command("remove").argument("<model>").description("take a model from the disk").option("-y, --yes", YES),
    setExit,
    async ([name = ""], options) => (await import("../commands/models/remove.ts")).removeModel(name, options, context),
  );
  action<CleanModelsOptions>(
    models
      .command("clean")
      .description("remove what broken-off and replaced downloads left, after showing it")
      .option("-y, --yes", YES),
    setExit,
    async (_args, options) => (await import("../commands/models/clean.ts")).cleanModels(options, context),
  );
}
