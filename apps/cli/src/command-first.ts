const FLAGS = new Set(["-v", "--verbose", "-q", "--quiet", "--json", "--demo"]);

/** The arguments with the command's name first: `aio --demo compare …` means `aio compare --demo …`. Anything else stays as it is. */
export function commandFirst(args: readonly string[], commands: readonly string[]): readonly string[] {
  let index = 0;
  while (index < args.length) {
    const argument = args[index] ?? "";
    if (FLAGS.has(argument) || argument.startsWith("--config=")) index += 1;
    else if (argument === "--config") index += 2;
    else break;
  }
  const name = args[index];
  if (index === 0 || name === undefined || !commands.includes(name)) return args;
  return [name, ...args.slice(0, index), ...args.slice(index + 1)];
}
