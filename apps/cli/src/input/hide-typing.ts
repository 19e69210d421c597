const CTRL_C = 3;

/** Commands under `credentials` that ask for something nobody may see. */
const ASKING = new Set(["set", "setup", "create-file", "set-passphrase", "unlock", "export", "import", "rotate"]);

/** True where a command line is about to ask for a key or a passphrase. */
export function asksForSecret(args: readonly string[]): boolean {
  const at = args.indexOf("credentials");
  const isCommand = args.slice(0, at).every((argument, n) => argument.startsWith("-") || args[n - 1] === "--config");
  return at >= 0 && isCommand && args.slice(at + 1).some((argument) => ASKING.has(argument));
}

interface Hidden {
  hand(): void;
  takeBack(): void;
}

const hidden = new WeakMap<NodeJS.ReadStream, Hidden>();

/**
 * From now until it is disposed of, the terminal shows nothing that is typed: also what comes before a question, while
 * the program starts or stores the key before. It is kept for the next question; Ctrl-C still cancels, by `cancel`.
 */
export function hideTyping(stdin: NodeJS.ReadStream, cancel: () => void): Disposable {
  const ahead: Buffer[] = [];
  const listen = (data: Buffer): void => {
    if (data.includes(CTRL_C)) cancel();
    else ahead.push(data);
  };
  const takeBack = (): void => {
    stdin.on("data", listen);
    stdin.resume();
  };
  const hand = (): void => {
    stdin.off("data", listen);
    stdin.pause();
    if (ahead.length > 0) stdin.unshift(Buffer.concat(ahead.splice(0)));
  };
  stdin.setRawMode(true);
  takeBack();
  hidden.set(stdin, { hand, takeBack });
  return {
    [Symbol.dispose]: () => {
      hidden.delete(stdin);
      stdin.off("data", listen);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

/** Does `work` with typing hidden from its beginning to its end. */
export async function whileHidden<T>(
  stdin: NodeJS.ReadStream,
  { cancel, work }: { readonly cancel: () => void; readonly work: () => Promise<T> },
): Promise<T> {
  using _typing = hideTyping(stdin, cancel);
  // Awaited here, or typing would be shown again as soon as the work has begun.
  return await work();
}

/** Until it is disposed of, what is typed is hidden and goes to whoever asks now, beginning with what was typed before. */
export function takeKeyboard(stdin: NodeJS.ReadStream): Disposable {
  const holder = hidden.get(stdin);
  if (holder !== undefined) {
    holder.hand();
    return { [Symbol.dispose]: holder.takeBack };
  }
  stdin.setRawMode(true);
  return {
    [Symbol.dispose]: () => {
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
