import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";

/** A command with what can follow it. */
interface Node {
  readonly path: readonly string[];
  readonly subcommands: readonly { readonly name: string; readonly text: string }[];
  readonly options: readonly { readonly flags: readonly string[]; readonly text: string }[];
}

/** `aio completion SHELL`: a script made from the command tree, so it cannot go stale. */
export function completion(shell: string, program: Command, context: CliContext): number {
  const nodes = walk(program, []);
  const make = { bash, zsh, fish, powershell }[shell];
  if (make === undefined) {
    throw new OrchestratorError("invalid_input", `There is no completion for "${shell}".`, {
      suggestion: "Choose bash, zsh, fish or powershell.",
    });
  }
  context.stdout.write(make(nodes));
  return EXIT.ok;
}

function walk(command: Command, path: readonly string[]): readonly Node[] {
  const ask = path.length === 0 ? command.commands.find((one) => one.name() === "ask") : undefined;
  const options = [...command.options, ...(ask?.options ?? [])].map((option) => ({
    flags: [option.short, option.long].filter((flag): flag is string => typeof flag === "string"),
    text: option.description,
  }));
  const subcommands = command.commands.map((one) => ({ name: one.name(), text: one.summary() || one.description() }));
  return [{ path, subcommands, options }, ...command.commands.flatMap((one) => walk(one, [...path, one.name()]))];
}

function words(node: Node): string {
  return [...node.subcommands.map((one) => one.name), ...node.options.flatMap((option) => option.flags)].join(" ");
}

function bash(nodes: readonly Node[]): string {
  const cases = nodes.map((node) => `    "${node.path.join(" ")}") words="${words(node)}" ;;`).join("\n");
  return `_aio() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _aio aio ai-orchestrator
`;
}

function zsh(nodes: readonly Node[]): string {
  return `#compdef aio ai-orchestrator\nautoload -U +X bashcompinit && bashcompinit\n${bash(nodes)}`;
}

function fish(nodes: readonly Node[]): string {
  const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
  const lines = nodes.flatMap((node) => {
    const seen = node.path.map((name) => `__fish_seen_subcommand_from ${name}`).join("; and ");
    const names = node.subcommands.map((one) => one.name).join(" ");
    const when =
      [seen, names === "" ? "" : `not __fish_seen_subcommand_from ${names}`].filter(Boolean).join("; and ") || "true";
    return [
      ...node.subcommands.map((one) => `complete -c aio -n ${quote(when)} -f -a ${one.name} -d ${quote(one.text)}`),
      ...node.options.map((option) => {
        const flags = option.flags
          .map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
          .join(" ");
        return `complete -c aio -n ${quote(seen || "true")} ${flags} -d ${quote(option.text)}`;
      }),
    ];
  });
  return `${lines.join("\n")}\ncomplete -c ai-orchestrator -w aio\n`;
}

function powershell(nodes: readonly Node[]): string {
  const rows = nodes.map((node) => `    '${node.path.join(" ")}' = '${words(node)}'`).join("\n");
  return `Register-ArgumentCompleter -Native -CommandName aio, ai-orchestrator -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $tree = @{
${rows}
  }
  $names = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" } | Where-Object { $_ -notlike '-*' -and $_ -ne $wordToComplete })
  $path = $names -join ' '
  if ($tree.ContainsKey($path)) {
    $tree[$path] -split ' ' | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
  }
}
`;
}
