import { fstatSync } from "node:fs";
import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";

/** What reading a prompt needs of the context. */
export type PromptSource = Pick<CliContext, "stdin" | "stderr" | "signal"> & { readonly quiet?: boolean };

/** The prompt from the arguments and from what is piped in, joined: the question first, the piped text after it. */
export async function readPrompt(words: readonly string[], source: PromptSource): Promise<string> {
  const typed = words.join(" ");
  const piped = source.stdin.isTTY === true ? "" : await readPiped(source, typed !== "");
  const prompt = [typed, piped.trimEnd()].filter((part) => part.trim() !== "").join("\n\n");
  if (prompt === "") {
    throw new OrchestratorError("invalid_input", "There is no prompt.", {
      suggestion: 'Try: aio "Explain quantum computing", or pipe text in.',
    });
  }
  return prompt;
}

/** How long to wait for the first byte of what may never be written to. */
const IDLE_MS = 300;
/** How long a slow pipe is waited for before that is said. */
const NOTICE_MS = 2000;

async function readPiped({ stdin, stderr, signal, quiet }: PromptSource, optional: boolean): Promise<string> {
  const chunks: Buffer[] = [];
  // A pipe has a writer that may be slow, and its text must not be lost: wait, and say so. A socket or device that
  // nobody writes to (a program that started us without closing it) must not hang a command whose prompt was typed.
  const gives = optional && !isPipeOrFile("fd" in stdin && typeof stdin.fd === "number" ? stdin.fd : undefined);
  const idle = setTimeout(
    () => {
      if (gives) stdin.destroy();
      else if (quiet !== true) stderr.write("Waiting for piped text … (end it with Ctrl-D, or run with </dev/null)\n");
    },
    gives ? IDLE_MS : NOTICE_MS,
  );
  const onCancel = (): void => void stdin.destroy();
  signal.addEventListener("abort", onCancel, { once: true });
  try {
    for await (const chunk of stdin) {
      clearTimeout(idle);
      chunks.push(Buffer.from(chunk as Buffer));
    }
  } catch (error) {
    if (!stdin.destroyed || (stdin.errored !== null && stdin.errored !== undefined)) throw error;
  } finally {
    clearTimeout(idle);
    signal.removeEventListener("abort", onCancel);
  }
  signal.throwIfAborted();
  return decodeUtf8(Buffer.concat(chunks));
}

function isPipeOrFile(fd: number | undefined): boolean {
  if (fd === undefined) return true;
  const info = fstatSync(fd);
  return info.isFIFO() || info.isFile();
}

/** Text from UTF-8 bytes, a leading byte-order mark removed. Throws `invalid_input` for anything else. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new OrchestratorError("invalid_input", "The piped input is not UTF-8 text.", {
      suggestion: "Attach binary files with --file, or convert the text with iconv.",
      cause: error,
    });
  }
}
