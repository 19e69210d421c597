import type { TellWords } from "./dialect-words.ts";

/** Characters kept of the beginning of one answer's words. */
export const MOST_FIRST: number = 256 * 1024;
/** And of their end. More than both is more than any model writes at once; then what lies between is not looked at. */
export const MOST_LAST: number = 256 * 1024;

interface Piece {
  readonly answer: number;
  readonly text: string;
}

/** The words of one answer or of several, each in order, bounded: how it began and how it ended. */
export class AnswerText {
  readonly #first = new Map<number, string[]>();
  #last: Piece[] = [];
  /** Of `#last`, how many are strings of their own. */
  #joined = 0;
  #firstLength = 0;
  #lastLength = 0;
  #hasGap = false;

  readonly tell: TellWords = (answer, text) => {
    if (text === "") return;
    const room = MOST_FIRST - this.#firstLength;
    if (room > 0) this.#addFirst(answer, text.length <= room ? text : detached(text.slice(0, room)));
    if (text.length > room) this.#addLast(answer, room > 0 ? text.slice(room) : text);
  };

  get length(): number {
    return this.#firstLength + this.#lastLength;
  }

  /** Makes one string of the pieces, which may be views of something far larger. */
  flatten(): void {
    for (const [answer, pieces] of this.#first) if (pieces.length > 1) this.#first.set(answer, [pieces.join("")]);
    const fresh = Map.groupBy(this.#last.splice(this.#joined), ({ answer }) => answer);
    for (const [answer, pieces] of fresh)
      this.#last.push({ answer, text: detached(pieces.map(({ text }) => text).join("")) });
    this.#joined = this.#last.length;
  }

  /** Answers are apart by a blank line, and so is the end of one from a beginning it does not follow. */
  toString(): string {
    const gap = this.#hasGap ? "\n\n" : "";
    const last = Map.groupBy(this.#last, ({ answer }) => answer);
    return [...new Set([...this.#first.keys(), ...last.keys()])]
      .map((answer) => {
        const end = (last.get(answer) ?? []).map(({ text }) => text).join("");
        return `${(this.#first.get(answer) ?? []).join("")}${end === "" ? "" : gap}${end}`;
      })
      .join("\n\n");
  }

  #addFirst(answer: number, text: string): void {
    this.#firstLength += text.length;
    const known = this.#first.get(answer);
    if (known === undefined) this.#first.set(answer, [text]);
    else known.push(text);
  }

  #addLast(answer: number, text: string): void {
    const end = text.length <= MOST_LAST ? text : detached(text.slice(-MOST_LAST));
    this.#last.push({ answer, text: end });
    this.#lastLength += end.length;
    this.#hasGap ||= end !== text;
    // Whole pieces go; of the oldest that is left, its beginning.
    for (let over = this.#lastLength - MOST_LAST; over > 0; over = this.#lastLength - MOST_LAST) {
      const [oldest] = this.#last;
      if (oldest === undefined) return;
      this.#hasGap = true;
      this.#lastLength -= Math.min(over, oldest.text.length);
      if (oldest.text.length > over) {
        this.#last[0] = { answer: oldest.answer, text: oldest.text.slice(over) };
        continue;
      }
      this.#last.shift();
      this.#joined = Math.max(0, this.#joined - 1);
    }
  }
}

/** The same text, without keeping what it was cut from in memory. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
