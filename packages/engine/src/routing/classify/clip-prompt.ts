/** Code units read from the start of a long prompt. */
const HEAD = 1600;
/** Code units read from its end. */
const TAIL = 900;

/** The bounded part of a prompt that is ever read, and how positions in it map back. */
export interface ClippedPrompt {
  readonly text: string;
  /** Length of the whole prompt in code units. */
  readonly fullLength: number;
  /** Code units left out between head and tail; 0 if nothing was cut. */
  readonly cut: number;
  /** Code units left out before `text`. */
  readonly offset: number;
}

/**
 * The head and the tail of a prompt. A person puts the question first or last; what lies between is material.
 * Constant time however long the prompt is, which is what bounds the worst case of the whole classifier.
 */
export function clipPrompt(prompt: string): ClippedPrompt {
  const fullLength = prompt.length;
  if (fullLength <= HEAD + TAIL) return { text: prompt, fullLength, cut: 0, offset: 0 };
  return {
    text: `${prompt.slice(0, HEAD)}\n${prompt.slice(fullLength - TAIL)}`,
    fullLength,
    cut: fullLength - HEAD - TAIL - 1,
    offset: 0,
  };
}

/** The part of a clipped prompt between two positions in it. */
export function trimClipped(clipped: ClippedPrompt, from: number, to: number): ClippedPrompt {
  return { ...clipped, text: clipped.text.slice(from, to), offset: clipped.offset + from };
}

/** The position in the whole prompt of position `at` in the clipped text. */
export function unclip(clipped: ClippedPrompt, at: number): number {
  const position = at + clipped.offset;
  return position <= HEAD ? position : position + clipped.cut;
}
