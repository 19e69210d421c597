import { bashFunction } from "./bash-script.ts";
import type { CompletionNode } from "./completion-tree.ts";

/** A completion script for zsh, sourced or placed as `_aio` in a folder of `$fpath`. */
export function zshScript(nodes: readonly CompletionNode[]): string {
  return `#compdef aio ai-orchestrator
# aio: completion for zsh. Load it with: source <(aio completion zsh)
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
autoload -Uz bashcompinit && bashcompinit
${bashFunction(nodes)}complete -F _aio aio ai-orchestrator
# Autoloaded from $fpath, the first completion happens while this file is read.
if [[ "\${funcstack[1]:-}" == _aio ]]; then _bash_complete -F _aio; fi
`;
}
