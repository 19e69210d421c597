import { OrchestratorError } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { takeKeyboard } from "./hide-typing.ts";

/** A secret from the keyboard without showing it, or from a pipe; never from the command line. Ctrl-C cancels. */
export async function readSecret(question: string, context: CliContext): Promise<string> {
  const { stdin, stderr } = context;
  if (stdin.isTTY !== true) return readPipedSecret(stdin);
  using _keyboard = takeKeyboard(stdin);
  stderr.write(question);
  try {
    return await typed(stdin);
  } finally {
    stderr.write("\n");
  }
}

async function readPipedSecret(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString("utf8").trim();
}

// oxlint-disable-next-line no-control-regex
const ESCAPE_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|O.|.)?/g;

function typed(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const done = (settle: () => void): void => {
      stdin.off("data", onData);
      settle();
    };
    const decoder = new TextDecoder();
    const onData = (data: Buffer): void => {
      // Arrow keys and bracketed paste arrive as escape sequences; none of them belongs to a key.
      for (const character of decoder.decode(data, { stream: true }).replace(ESCAPE_SEQUENCE, "")) {
        if (character === "\r" || character === "\n" || character === "\u0004") return done(() => resolve(text.trim()));
        if (character === "\u0003")
          return done(() => reject(new OrchestratorError("cancelled", "Cancelled; nothing was changed.")));
        if (character === "\u0015") text = "";
        else if (character === "\u007F" || character === "\b") text = [...text].slice(0, -1).join("");
        else if (character >= " ") text += character;
      }
    };
    stdin.on("data", onData);
    stdin.resume();
  });
}

/** One line typed visibly, e.g. y/N. Empty where there is no terminal. */
export async function readLine(question: string, context: CliContext): Promise<string> {
  if (context.stdin.isTTY !== true) return "";
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: context.stdin, output: context.stderr });
  try {
    return (await prompt.question(question, { signal: context.signal })).trim();
  } finally {
    prompt.close();
  }
}
