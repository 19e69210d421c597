import type { LocalOrchestrator } from "ai-orchestrator";
import { styleFor, type Style } from "./terminal/style.ts";
import { requireConfigFile, type GlobalOptions } from "./global-options.ts";
import type { OutputWatch } from "./watch-output.ts";

/** How long the end of the process waits for work that follows a turn. */
const AFTERWORK_MS = 5000;

/** What every command gets: streams, styles, cancel, and the orchestrator when it needs one. */
export interface CliContext {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Style;
  readonly err: Style;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** True once nobody reads stdout any more, or it cannot be written: a cancelled turn then needs no error of its own. */
  readonly isOutputGone: boolean;
  /** From now on a closed stdout does not cancel: the answer also goes elsewhere. */
  goOnWithoutReader(): void;
  /** Opens the orchestrator once; later calls get the same one. */
  open(options?: GlobalOptions): Promise<LocalOrchestrator>;
  /** A text without any key that the opened orchestrator knows of. */
  hideSecrets(text: string): string;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** A context over this process, or another world in tests. */
export function createContext(
  signal: AbortSignal,
  output: Omit<OutputWatch, "written" | typeof Symbol.dispose>,
  world: Pick<CliContext, "stdin" | "stdout" | "stderr" | "env"> = process,
): CliContext {
  let opened: Promise<LocalOrchestrator> | undefined;
  let orchestrator: LocalOrchestrator | undefined;
  const { stdin, stdout, stderr, env } = world;
  const context: CliContext = {
    stdin,
    stdout,
    stderr,
    env,
    signal,
    get isOutputGone() {
      return output.isReaderGone || output.failure !== undefined;
    },
    goOnWithoutReader: output.goOnWithoutReader,
    out: styleFor(stdout, env),
    err: styleFor(stderr, env),
    open: (options = {}) => {
      opened ??= openOrchestrator(options, context).then((open) => (orchestrator = open));
      return opened;
    },
    hideSecrets: (text) => orchestrator?.hideSecrets(text) ?? text,
    close: async () => {
      const open = await opened?.catch(() => undefined);
      // The answer is shown; a title by a model may still be on its way, and this process ends.
      await open?.settled(AbortSignal.any([signal, AbortSignal.timeout(AFTERWORK_MS)]));
      await open?.[Symbol.asyncDispose]();
    },
  };
  return context;
}

async function openOrchestrator(options: GlobalOptions, context: CliContext): Promise<LocalOrchestrator> {
  requireConfigFile(options);
  const { openLocalOrchestrator } = await import("ai-orchestrator");
  const asks = context.stdin.isTTY === true && context.stderr.isTTY === true;
  return openLocalOrchestrator({
    env: context.env,
    ...(asks ? { passphrase: () => askPassphrase(context) } : {}),
    ...(options.demo ? { demo: true } : {}),
    ...(options.config === undefined ? {} : { configFile: options.config }),
    logFormat: options.jsonLogs ? "json" : "text",
    ...(options.verbose ? { logLevel: "info" as const } : {}),
  });
}

async function askPassphrase(context: CliContext): Promise<string> {
  const { readSecret } = await import("./input/read-secret.ts");
  return readSecret("Passphrase of the encrypted file (not shown): ", context);
}
