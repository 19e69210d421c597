import type { MarkdownLines } from "./markdown-lines.ts";
import type { Style } from "./style.ts";
import { textWidth } from "./text-width.ts";

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
  const columns = Math.max(20, stream.columns ?? 80);
  const rows = Math.max(5, stream.rows ?? 24);
  let open = "";
  let shown = "";
  const erase = (): string => {
    if (shown === "") return "";
    const up = Math.max(0, Math.ceil(textWidth(shown) / columns) - 1);
    return `${up > 0 ? `\u001B[${up}A` : ""}\r\u001B[0J`;
  };
  const finishLine = (text: string): void => {
    // A line taller than the screen has scrolled away; it stays raw rather than being printed twice.
    const tall = Math.ceil(textWidth(shown) / columns) >= rows;
    const rendered = lines.line(text);
    if (tall) stream.write(`${text.slice(shown.length)}\n`);
    else stream.write(rendered === undefined ? erase() : `${erase()}${rendered}\n`);
    shown = "";
  };
  return {
    write: (text) => {
      const pieces = text.split("\n");
      for (const [index, piece] of pieces.entries()) {
        open += piece;
        if (index < pieces.length - 1) {
          finishLine(open);
          open = "";
        }
      }
      if (open !== shown && open.startsWith(shown)) {
        stream.write(open.slice(shown.length));
        shown = open;
      }
    },
    end: () => {
      if (open !== "") finishLine(open);
      open = "";
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
