import { sanitizeLine } from "./sanitize-line.ts";
import type { Style } from "./style.ts";
import { fitWidth } from "./text-width.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** What is going on, on stderr: one line that moves on a terminal, one plain line a change elsewhere. */
export interface StatusLine extends Disposable {
  show(text: string): void;
  /** Takes the moving line away so that something else can be written. */
  clear(): void;
}

/** A status line. `quiet` shows nothing. */
export function createStatusLine(options: {
  readonly stream: NodeJS.WriteStream;
  readonly style: Style;
  readonly quiet: boolean;
  readonly plain: boolean;
}): StatusLine {
  const { stream, style, quiet, plain } = options;
  if (quiet) return { show: () => {}, clear: () => {}, [Symbol.dispose]: () => {} };
  const animated = stream.isTTY === true && !plain;
  let current = "";
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const columns = Math.max(20, stream.columns ?? 80);
    const text = style.dim(fitWidth(current, columns - 3));
    stream.write(`\r\u001B[2K${style.cyan(FRAMES[frame++ % FRAMES.length] ?? "")} ${text}`);
  };
  const clear = (): void => {
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
    if (animated && current !== "") stream.write("\r\u001B[2K");
    current = "";
  };
  return {
    show: (message) => {
      const text = sanitizeLine(message);
      if (text === current) return;
      if (!animated) {
        current = text;
        stream.write(`${text}\n`);
        return;
      }
      current = text;
      draw();
      timer ??= setInterval(draw, 100).unref();
    },
    clear,
    [Symbol.dispose]: clear,
  };
}
