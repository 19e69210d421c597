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
  /** What its first argument may be: words of a list, a model, or anything. */
  readonly argument: "any" | "model" | readonly string[];
}

/** Words that stand in for names of these, where an argument or option is called so. */
export type KnownWords = Readonly<Partial<Record<string, readonly string[]>>>;

/** Every command of a program, the program itself first, made from its definition so that it cannot go stale. */
export function completionTree(program: Command, known: KnownWords = {}): readonly CompletionNode[] {
  return walk(program, [], known);
}

function walk(command: Command, path: readonly string[], known: KnownWords): readonly CompletionNode[] {
  const standard = command.commands.find((one) => isDefault(command, one));
  const options = [...command.options, ...(standard?.options ?? [])]
    .filter((option) => !option.hidden)
    .map((option) => toOption(option, known));
  const node: CompletionNode = {
    path,
    subcommands: command.commands.map((one) => ({ name: one.name(), text: one.summary() || one.description() })),
    options: [...options, { flags: ["-h", "--help"], text: "show help", value: "none" }],
    argument: argumentOf(command.registeredArguments[0] ?? standard?.registeredArguments[0], known),
  };
  return [node, ...command.commands.flatMap((one) => walk(one, [...path, one.name()], known))];
}

/** commander keeps the default command's name to itself; it is the one an empty line runs. */
function isDefault(parent: Command, command: Command): boolean {
  return (parent as unknown as { readonly _defaultCommandName?: string | null })._defaultCommandName === command.name();
}

function toOption(option: Option, known: KnownWords): CompletionOption {
  const flags = [option.short, option.long].filter((flag): flag is string => typeof flag === "string");
  return { flags, text: option.description, value: valueOf(option, known) };
}

function valueOf(option: Option, known: KnownWords): CompletionOption["value"] {
  if (!option.required && !option.optional) return "none";
  if (option.argChoices !== undefined) return option.argChoices;
  return option.long === "--model" ? "model" : (known[option.attributeName()] ?? "any");
}

function argumentOf(argument: Argument | undefined, known: KnownWords): CompletionNode["argument"] {
  if (argument === undefined) return "any";
  if (argument.argChoices !== undefined) return argument.argChoices;
  return argument.name() === "model" ? "model" : (known[argument.name()] ?? "any");
}
