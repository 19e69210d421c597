/** A piece of an answer that may begin with a `<think>` block. */
export interface ThinkPiece {
  readonly kind: "reasoning" | "text";
  readonly text: string;
}

/** Splits one text stream into reasoning and answer. */
export interface ThinkSplitter {
  push(delta: string): readonly ThinkPiece[];
  /** Whatever was held back at the end of the text. */
  end(): readonly ThinkPiece[];
}

const OPEN = "<think>";
const CLOSE = "</think>";

/**
 * Tells a leading `<think>…</think>` block from the answer, wherever the text is cut. Only a block at the very start
 * counts: later tags are the answer's own words. Holds back at most a tag's length.
 */
export function createThinkSplitter(): ThinkSplitter {
  let state: "start" | "opened" | "thinking" | "after" | "answer" = "start";
  let held = "";

  const step = (atEnd: boolean): ThinkPiece | undefined => {
    if (state === "start") return start(atEnd);
    if (state === "opened" || state === "after") {
      // Blank lines around the block belong neither to it nor to the answer.
      held = held.trimStart();
      if (held === "") return undefined;
      state = state === "opened" ? "thinking" : "answer";
    }
    if (state === "thinking") return thinking(atEnd);
    if (state !== "answer") return undefined;
    return take("text", held.length);
  };
  const start = (atEnd: boolean): ThinkPiece | undefined => {
    const text = held.trimStart();
    if (text.startsWith(OPEN)) {
      held = text.slice(OPEN.length);
      state = "opened";
      return { kind: "reasoning", text: "" };
    }
    if (!atEnd && OPEN.startsWith(text)) return undefined;
    state = "answer";
    return take("text", held.length);
  };
  const thinking = (atEnd: boolean): ThinkPiece | undefined => {
    const close = held.indexOf(CLOSE);
    if (close >= 0) {
      const piece: ThinkPiece = { kind: "reasoning", text: held.slice(0, close) };
      held = held.slice(close + CLOSE.length);
      state = "after";
      return piece;
    }
    return take("reasoning", atEnd ? held.length : held.length - overlap(held, CLOSE));
  };
  const take = (kind: ThinkPiece["kind"], length: number): ThinkPiece | undefined => {
    if (length === 0) return undefined;
    const text = held.slice(0, length);
    held = held.slice(length);
    return { kind, text };
  };
  const drain = (atEnd: boolean): ThinkPiece[] => {
    const pieces: ThinkPiece[] = [];
    for (let piece = step(atEnd); piece !== undefined; piece = step(atEnd)) pieces.push(piece);
    return pieces.filter((piece) => piece.text !== "");
  };
  return {
    push(delta) {
      if (state === "answer") return delta === "" ? [] : [{ kind: "text", text: delta }];
      held += delta;
      return drain(false);
    },
    end: () => drain(true),
  };
}

/** Length of the longest end of `text` that could be the beginning of `tag`. */
function overlap(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length -= 1) {
    if (tag.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
