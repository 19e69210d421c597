import type { MarkdownLines } from "./markdown-lines.ts";
import type { Style } from "./style.ts";
import { textRows } from "./text-width.ts";

/** Where an answer's text goes as it streams. */
export interface AnswerWriter {
  write(text: string): void;
  /** Ends with a newline on a terminal; changes nothing in a pipe but a missing last newline. */
  end(): void;
}

/** Text untouched, for pipes and files. */
export function createPlainWriter(stream: NodeJS.WritableStream): AnswerWriter {
  let last = "\n";
  return {
    write: (text) => {
      if (text === "") return;
      stream.write(text);
      last = text;
    },
    end: () => {
      if (!last.endsWith("\n")) stream.write("\n");
      last = "\n";
    },
  };
}

/**
 * Markdown for a terminal: an unfinished line is shown raw at once and replaced
 * by its rendered form when its newline comes, so nothing waits and no work grows with the answer.
 */
export function createMarkdownWriter(stream: NodeJS.WriteStream, lines: MarkdownLines): AnswerWriter {
  let open = "";
  let shown = 0;
  const finishLine = (): void => {
    const rows = textRows(open.slice(0, shown), Math.max(1, stream.columns ?? 80));
    // A line taller than the screen has scrolled away; it stays raw rather than being printed twice.
    const isTall = shown > 0 && rows >= (stream.rows ?? 24);
    const rendered = lines.line(open);
    const erase = shown === 0 ? "" : `${rows > 1 ? `\u001B[${rows - 1}A` : ""}\r\u001B[0J`;
    if (isTall) stream.write(`${open.slice(shown)}\n`);
    else stream.write(rendered === undefined ? erase : `${erase}${rendered}\n`);
    open = "";
    shown = 0;
  };
  const showOpen = (): void => {
    if (shown === open.length || lines.holds(open)) return;
    // What was held back belongs above the line that begins now.
    const held = shown === 0 ? lines.end() : undefined;
    stream.write(`${held === undefined ? "" : `${held}\n`}${open.slice(shown)}`);
    shown = open.length;
  };
  return {
    write: (text) => {
      for (const [index, piece] of text.split("\n").entries()) {
        if (index > 0) finishLine();
        open += piece;
      }
      showOpen();
    },
    end: () => {
      if (open !== "") finishLine();
      const held = lines.end();
      if (held !== undefined) stream.write(`${held}\n`);
    },
  };
}

/**
 * The writer for a stream: markdown on a terminal, the text untouched in a pipe.
 * Control sequences of the model never get through unless `raw`.
 */
export async function createAnswerWriter(options: {
  readonly stream: NodeJS.WriteStream;
  readonly style: Style;
  readonly raw: boolean;
}): Promise<AnswerWriter> {
  const { stream, style, raw } = options;
  if (raw) return createPlainWriter(stream);
  const { createTerminalSanitizer } = await import("ai-orchestrator/sanitize");
  const sanitizer = createTerminalSanitizer();
  const inner =
    stream.isTTY === true && style.enabled ? await markdownWriter(stream, style) : createPlainWriter(stream);
  return {
    write: (text) => inner.write(sanitizer.write(text)),
    end: () => {
      inner.write(sanitizer.end());
      inner.end();
    },
  };
}

async function markdownWriter(stream: NodeJS.WriteStream, style: Style): Promise<AnswerWriter> {
  const { createMarkdownLines } = await import("./markdown-lines.ts");
  return createMarkdownWriter(stream, createMarkdownLines(style, Math.max(20, stream.columns ?? 80)));
}
