import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { bashScript } from "../completion/bash-script.ts";
import { completionTree } from "../completion/completion-tree.ts";
import { fishScript } from "../completion/fish-script.ts";
import { powershellScript } from "../completion/powershell-script.ts";
import { zshScript } from "../completion/zsh-script.ts";
import { EXIT } from "../exit-code.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript };

/** `aio completion SHELL`: a script made from the command tree, so it cannot go stale. */
export function completion(shell: string, program: Command, context: CliContext): number {
  if (!Object.hasOwn(SCRIPTS, shell)) {
    throw new OrchestratorError("invalid_input", `There is no completion for "${shell}".`, {
      suggestion: `Choose ${Object.keys(SCRIPTS).join(", ")}.`,
    });
  }
  context.stdout.write(SCRIPTS[shell as keyof typeof SCRIPTS](completionTree(program)));
  return EXIT.ok;
}
