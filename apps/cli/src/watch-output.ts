import { OrchestratorError } from "@ai-orchestrator/contract";
import { EXIT } from "./exit-code.ts";

/** What became of stdout. */
export interface OutputWatch extends Disposable {
  /** The reader of the pipe left (`aio … | head`): its wish, not an error. */
  readonly isReaderGone: boolean;
  /** Why stdout could not be written, e.g. a full disk behind a redirection. */
  readonly failure: OrchestratorError | undefined;
  /** From now on work goes on without a reader, because the answer also goes elsewhere. */
  goOnWithoutReader(): void;
  /** Resolves when what was written is out, or known to have failed: a command may be done before its last write is. */
  written(): Promise<void>;
}

/** How long a command may take to end by itself once nobody reads. */
const GRACE_MS = 1000;

/** Watches the standard streams: when stdout's reader leaves, what runs is cancelled, so that history keeps what came. */
export function watchOutput(
  { stdout, stderr }: { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream },
  cancel: AbortController,
): OutputWatch {
  let isReaderGone = false;
  let goesOn = false;
  let failure: OrchestratorError | undefined;
  let leave: NodeJS.Timeout | undefined;
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === "EPIPE" || error.code === "EOF") {
      isReaderGone = true;
      if (goesOn || leave !== undefined) return;
      leave = setTimeout(() => process.exit(EXIT.ok), GRACE_MS);
    } else {
      failure ??= new OrchestratorError(
        "storage",
        `Cannot write the output: ${error.code === "ENOSPC" ? "the disk is full" : error.message}.`,
        { suggestion: "Free some space; an answer that was kept is shown by: aio export last", cause: error },
      );
    }
    cancel.abort(new DOMException("Cancelled.", "AbortError"));
  };
  // Nobody left to tell when stderr is gone.
  const ignore = (): void => {};
  stdout.on("error", onError);
  stderr.on("error", ignore);
  return {
    get isReaderGone() {
      return isReaderGone;
    },
    get failure() {
      return failure;
    },
    goOnWithoutReader: () => {
      goesOn = true;
    },
    written: () =>
      new Promise((resolve) => {
        if (stdout.destroyed || isReaderGone || failure !== undefined) resolve();
        // The error event comes before or just after the callback of a write that failed.
        else stdout.write("", () => setImmediate(resolve));
      }),
    [Symbol.dispose]: () => clearTimeout(leave),
  };
}
