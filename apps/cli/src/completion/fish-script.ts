import { MODELS_COMMAND, wordsOf } from "./bash-script.ts";
import type { CompletionNode, CompletionOption } from "./completion-tree.ts";

/** A completion script for fish. */
export function fishScript(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap((node) => linesOf(node));
  return `# aio: completion for fish. Put it into ~/.config/fish/completions/aio.fish
${lines.join("\n")}
complete -c ai-orchestrator -w aio
`;
}

function linesOf(node: CompletionNode): readonly string[] {
  const seen = node.path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const names = node.subcommands.map((one) => one.name).join(" ");
  const here = [...seen, ...(names === "" ? [] : [`not __fish_seen_subcommand_from ${names}`])];
  const when = here.length === 0 ? "true" : here.join("; and ");
  return [
    ...node.subcommands.map((one) => `complete -c aio -n ${quote(when)} -f -a ${one.name} -d ${quote(one.text)}`),
    ...wordsOf(node).map((word) => `complete -c aio -n ${quote(when)} -f -a ${word}`),
    ...(node.argument === "model" ? [`complete -c aio -n ${quote(when)} -f -a ${quote(`(${MODELS_COMMAND})`)}`] : []),
    ...node.options.map((option) => optionLine(option, when)),
  ];
}

function optionLine({ flags, text, value }: CompletionOption, when: string): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
  return `complete -c aio -n ${quote(when)} ${names}${valueText(value)} -d ${quote(text)}`;
}

function valueText(value: CompletionOption["value"]): string {
  if (value === "none") return "";
  if (value === "any") return " -r";
  return ` -x -a ${quote(value === "model" ? `(${MODELS_COMMAND})` : (value as readonly string[]).join(" "))}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}
