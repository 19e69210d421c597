import { CLOUD_PROVIDERS, LOCAL_PROVIDERS, OrchestratorError } from "@ai-orchestrator/contract";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { bashScript } from "../completion/bash-script.ts";
import { completionTree, type KnownWords } from "../completion/completion-tree.ts";
import { fishScript } from "../completion/fish-script.ts";
import { powershellScript } from "../completion/powershell-script.ts";
import { zshScript } from "../completion/zsh-script.ts";
import { EXIT } from "../exit-code.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript };

/** `aio completion SHELL`: a script made from the command tree, so it cannot go stale. */
export async function completion(shell: string, program: Command, context: CliContext): Promise<number> {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    throw new OrchestratorError("invalid_input", `There is no completion for "${shell}".`, {
      suggestion: `Choose ${Object.keys(SCRIPTS).join(", ")}.`,
    });
  }
  context.stdout.write(SCRIPTS[shell as keyof typeof SCRIPTS](completionTree(program, await knownWords())));
  return EXIT.ok;
}

/** Names that do not change while a script is loaded; models do, so the script asks for them. */
async function knownWords(): Promise<KnownWords> {
  const { configKeys } = await import("ai-orchestrator/config");
  return { provider: [...CLOUD_PROVIDERS, ...LOCAL_PROVIDERS], key: configKeys() };
}
