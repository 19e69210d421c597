/** Global options that take no value. */
export const FLAGS: ReadonlySet<string> = new Set(["-v", "--verbose", "-q", "--quiet", "--json", "--demo"]);

/** The names of commands and, below each, of its own commands. */
export type CommandNames = ReadonlyMap<string, readonly string[]>;

/** The arguments with the command's name first: `aio --demo compare …` means `aio compare --demo …`. Anything else stays as it is. */
export function commandFirst(args: readonly string[], commands: CommandNames): readonly string[] {
  let index = 0;
  while (index < args.length) {
    const argument = args[index] ?? "";
    if (FLAGS.has(argument) || argument.startsWith("--config=")) index += 1;
    else if (argument === "--config") index += 2;
    else break;
  }
  const below = commands.get(args[index] ?? "");
  if (index === 0 || below === undefined) return args;
  const end = index + (below.includes(args[index + 1] ?? "") ? 2 : 1);
  return [...args.slice(index, end), ...args.slice(0, index), ...args.slice(end)];
}
