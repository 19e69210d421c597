import type { TellWords } from "./dialect-words.ts";

/** Most characters kept of one answer's words; what comes after is not looked at. */
export const MOST_WORDS: number = 256 * 1024;

/** The words of one answer or of several, each in order, bounded. */
export class AnswerText {
  readonly #pieces = new Map<number, string[]>();
  #length = 0;

  readonly tell: TellWords = (answer, text) => {
    const room = MOST_WORDS - this.#length;
    if (room <= 0 || text === "") return;
    const piece = text.length <= room ? text : detached(text.slice(0, room));
    this.#length += piece.length;
    const known = this.#pieces.get(answer);
    if (known === undefined) this.#pieces.set(answer, [piece]);
    else known.push(piece);
  };

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length >= MOST_WORDS;
  }

  /** Makes one string of the pieces, which may be views of something far larger. */
  flatten(): void {
    for (const [answer, pieces] of this.#pieces) this.#pieces.set(answer, [pieces.join("")]);
  }

  /** Answers are apart by a blank line. */
  toString(): string {
    return [...this.#pieces.values()].map((pieces) => pieces.join("")).join("\n\n");
  }
}

/** The same text, without keeping what it was cut from in memory. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
