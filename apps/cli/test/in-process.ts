import { PassThrough, Writable } from "node:stream";
import { createContext } from "../src/cli-context.ts";
import { runCommand } from "../src/run.ts";
import type { Run } from "./run-aio.ts";

/** Runs one command line in this process, much faster than a process of its own. Signals, closed pipes and start-up are tested with `makeHome().aio`. */
export async function aioInProcess(
  args: readonly string[],
  {
    env,
    input = "",
    terminal = false,
  }: { readonly env: Readonly<Record<string, string>>; readonly input?: string; readonly terminal?: boolean },
): Promise<Run> {
  const stdin = new PassThrough();
  stdin.end(input);
  const out = sink();
  const err = sink();
  const context = createContext(
    new AbortController().signal,
    { isReaderGone: false, failure: undefined, goOnWithoutReader: () => {} },
    {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: Object.assign(out.stream, terminal ? { isTTY: true, columns: 80 } : {}) as unknown as NodeJS.WriteStream,
      stderr: err.stream as unknown as NodeJS.WriteStream,
      env,
    },
  );
  const code = await runCommand(args, context);
  return { code, stdout: out.text(), stderr: err.text() };
}

function sink(): { readonly stream: Writable; text(): string } {
  let text = "";
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}
