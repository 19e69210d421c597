import type { Argument, Command, Option } from "commander";

/** One option as a shell completes it. */
export interface CompletionOption {
  readonly flags: readonly string[];
  readonly text: string;
  /** What the word after it may be: nothing, words of a list, a model, or anything (files are offered). */
  readonly value: "none" | "any" | "model" | readonly string[];
}

/** A command with what can follow it. */
export interface CompletionNode {
  readonly path: readonly string[];
  readonly subcommands: readonly { readonly name: string; readonly text: string }[];
  readonly options: readonly CompletionOption[];
  /** Words its first argument may be. */
  readonly words: readonly string[];
}

/** Every command of a program, the program itself first, made from its definition so that it cannot go stale. */
export function completionTree(program: Command): readonly CompletionNode[] {
  return walk(program, []);
}

function walk(command: Command, path: readonly string[]): readonly CompletionNode[] {
  const standard = command.commands.find((one) => isDefault(command, one));
  const options = [...command.options, ...(standard?.options ?? [])].map(toOption);
  const node: CompletionNode = {
    path,
    subcommands: command.commands.map((one) => ({ name: one.name(), text: one.summary() || one.description() })),
    options: [...options, { flags: ["-h", "--help"], text: "show help", value: "none" }],
    words: wordsOf(command.registeredArguments[0]),
  };
  return [node, ...command.commands.flatMap((one) => walk(one, [...path, one.name()]))];
}

/** commander keeps the default command's name to itself; it is the one an empty line runs. */
function isDefault(parent: Command, command: Command): boolean {
  return (parent as unknown as { readonly _defaultCommandName?: string | null })._defaultCommandName === command.name();
}

function toOption(option: Option): CompletionOption {
  const flags = [option.short, option.long].filter((flag): flag is string => typeof flag === "string");
  return { flags, text: option.description, value: valueOf(option) };
}

function valueOf(option: Option): CompletionOption["value"] {
  if (!option.required && !option.optional) return "none";
  if (option.argChoices !== undefined) return option.argChoices;
  return option.long === "--model" ? "model" : "any";
}

function wordsOf(argument: Argument | undefined): readonly string[] {
  if (argument === undefined) return [];
  return argument.argChoices ?? [];
}
