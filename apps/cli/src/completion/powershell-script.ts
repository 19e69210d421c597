import { wordsOf } from "./bash-script.ts";
import type { CompletionNode } from "./completion-tree.ts";

/** A completion script for PowerShell 5.1 and newer. */
export function powershellScript(nodes: readonly CompletionNode[]): string {
  const rows = nodes.map((node) => `    '${node.path.join(" ")}' = '${words(node).join(" ")}'`).join("\n");
  return `# aio: completion for PowerShell. Add it to $PROFILE: aio completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName aio, ai-orchestrator -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $tree = @{
${rows}
  }
  $path = ''
  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {
    $next = if ($path) { "$path $element" } else { "$element" }
    if ("$element" -ne $wordToComplete -and $tree.ContainsKey($next)) { $path = $next }
  }
  $tree[$path] -split ' ' | Where-Object { $_ -and $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}

function words(node: CompletionNode): readonly string[] {
  return [
    ...node.subcommands.map((one) => one.name),
    ...wordsOf(node),
    ...node.options.flatMap((option) => option.flags),
  ];
}
