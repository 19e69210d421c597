import { OrchestratorError } from "@ai-orchestrator/contract";

/** The prompt from the arguments and from what is piped in, joined: the question first, the piped text after it. */
export async function readPrompt(words: readonly string[], stdin: NodeJS.ReadStream): Promise<string> {
  const typed = words.join(" ");
  const piped = stdin.isTTY === true ? "" : await readPiped(stdin, typed !== "");
  const prompt = [typed, piped.trimEnd()].filter((part) => part.trim() !== "").join("\n\n");
  if (prompt === "") {
    throw new OrchestratorError("invalid_input", "There is no prompt.", {
      suggestion: 'Try: aio "Explain quantum computing", or pipe text in.',
    });
  }
  return prompt;
}

/** How long to wait for the first piped byte when a prompt was typed already: an open pipe nobody writes to must not hang the command. */
const IDLE_PIPE_MS = 300;

async function readPiped(stdin: NodeJS.ReadStream, optional: boolean): Promise<string> {
  const chunks: Buffer[] = [];
  let idle: NodeJS.Timeout | undefined;
  try {
    const reading = (async () => {
      for await (const chunk of stdin) {
        clearTimeout(idle);
        chunks.push(Buffer.from(chunk as Buffer));
      }
    })();
    if (optional && !(await isFileOrClosed(stdin))) {
      const gaveUp = new Promise<"idle">((resolve) => {
        idle = setTimeout(() => resolve("idle"), IDLE_PIPE_MS);
      });
      if ((await Promise.race([reading, gaveUp])) === "idle" && chunks.length === 0) {
        stdin.destroy();
        await reading.catch((error: unknown) => {
          if (
            (error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE" &&
            (error as Error).name !== "AbortError"
          )
            throw error;
        });
        return "";
      }
    }
    await reading;
  } finally {
    clearTimeout(idle);
  }
  return decodeUtf8(Buffer.concat(chunks));
}

async function isFileOrClosed(stdin: NodeJS.ReadStream): Promise<boolean> {
  if (stdin.readableEnded) return true;
  const { fstatSync } = await import("node:fs");
  return fstatSync(0).isFile();
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
