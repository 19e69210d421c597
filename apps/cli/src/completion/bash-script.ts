import type { CompletionNode, CompletionOption } from "./completion-tree.ts";

/** The models that can be used now, asked of `aio` itself when a model is wanted. */
export const MODELS_COMMAND = "aio models list --names 2>/dev/null";

/** A completion script for bash, version 3.2 (macOS) and newer. */
export function bashScript(nodes: readonly CompletionNode[]): string {
  return `# aio: completion for bash. Load it with: source <(aio completion bash)
${bashFunction(nodes)}complete -F _aio aio ai-orchestrator
`;
}

/** The function alone; zsh runs it too, through bashcompinit. */
export function bashFunction(nodes: readonly CompletionNode[]): string {
  const known = nodes.filter((node) => node.path.length > 0).map((node) => `"${node.path.join(" ")}"`);
  return `_aio() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="" last="" where="" words="" value="" models="" i word next
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    before="$word"
    case "$word" in -*) continue ;; esac
    next="\${where:+$where }$word"
    case "$next" in ${known.join("|")}) where="$next" last="$word" ;; esac
  done
  case "$where" in
${nodes.map(caseOf).join("\n")}
  esac
  if [ "$value" = "#model" ]; then words="$(${MODELS_COMMAND})"
  elif [ "$value" = "#any" ]; then words=""
  elif [ -n "$value" ]; then words="$value"
  elif [ -n "$models" ] && [ "$before" = "$last" ]; then words="$words $(${MODELS_COMMAND})"; fi
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")
  if [ \${#COMPREPLY[@]} -eq 0 ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
  fi
}
`;
}

function caseOf(node: CompletionNode): string {
  const words = [
    ...node.subcommands.map((one) => one.name),
    ...wordsOf(node),
    ...node.options.flatMap((option) => option.flags),
  ];
  const models = node.argument === "model" ? ' models="yes"' : "";
  const values = node.options.filter((option) => option.value !== "none").map(valueCase);
  const value = values.length === 0 ? "" : `\n      case "$before" in ${values.join(" ")} esac`;
  return `    "${node.path.join(" ")}") words="${words.join(" ")}"${models}${value} ;;`;
}

/** The words of a list that the first argument may be. */
export function wordsOf({ argument }: CompletionNode): readonly string[] {
  return typeof argument === "string" ? [] : argument;
}

function valueCase({ flags, value }: CompletionOption): string {
  return `${flags.join("|")}) value="${typeof value === "string" ? `#${value}` : value.join(" ")}" ;;`;
}
