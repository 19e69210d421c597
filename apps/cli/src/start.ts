import nodeModule from "node:module";
import { hideSqliteWarning } from "./hide-sqlite-warning.ts";
import { asksForSecret, whileHidden } from "./input/hide-typing.ts";

const CANCELLED = 130;

/** Runs one command line, or says which Node it needs: everything else is loaded after that check, because an older Node cannot even read it. */
export async function start(args: readonly string[]): Promise<number> {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 24 || (major === 24 && minor < 7)) {
    process.stderr.write(
      `error: aio needs Node 24.7 or newer; this is ${process.versions.node}.\n  fix: install it from https://nodejs.org, or use npm start from a checkout.\n`,
    );
    return 2;
  }
  // V8 keeps compiled code between runs; without it every start compiles again. Where its folder cannot be written,
  // Node says so in the result and does without. Named imports of it fail on a Node that lacks it.
  nodeModule.enableCompileCache();
  hideSqliteWarning(process);
  const work = async (): Promise<number> => {
    const { run } = await import("./run.ts");
    return run(args);
  };
  // Before anything is awaited: a key that is pasted early must not be shown.
  const isSecret = asksForSecret(args) && process.stdin.isTTY === true;
  return isSecret ? whileHidden(process.stdin, { cancel: interrupt, work }) : work();
}

/** What Ctrl-C does where the terminal sends no signal for it. */
function interrupt(): void {
  if (!process.emit("SIGINT")) process.exit(CANCELLED);
}
