/** A text whose lines were joined, and where each of its characters stood before. */
export interface JoinedText {
  readonly text: string;
  /** The place in the original of the character at `at`. */
  readonly placeOf: (at: number) => number;
}

// Base64 ends in "=" too: a mail also holds escapes.
const ESCAPE = /=(?:3D|20|09|0[AD]|[89A-F][0-9A-F])/;
const SOFT_BREAK = /(?<!=)=\r?\n(?=[A-Za-z0-9_~.%+/-])/g;
// A mail is no longer; what follows is read as it stands.
const MOST = 100_000;

/** A mail in quoted-printable with its lines joined as RFC 2045 6.7 says; undefined where no line ends so. */
export function joinSoftBreaks(text: string): JoinedText | undefined {
  if ((!text.includes("=\n") && !text.includes("=\r\n")) || !ESCAPE.test(text)) return undefined;
  const parts: string[] = [];
  // Where each part begins, in the joined text and in the original.
  const joinedAt: number[] = [];
  const originalAt: number[] = [];
  let [from, length] = [0, 0];
  const add = (to: number): void => {
    joinedAt.push(length);
    originalAt.push(from);
    parts.push(text.slice(from, to));
    length += to - from;
  };
  SOFT_BREAK.lastIndex = 0;
  for (let at = SOFT_BREAK.exec(text); at !== null && at.index < MOST; at = SOFT_BREAK.exec(text)) {
    add(at.index);
    from = at.index + at[0].length;
  }
  if (parts.length === 0) return undefined;
  add(Math.min(text.length, from + MOST));
  const placeOf = (at: number): number => {
    let [low, high] = [0, joinedAt.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((joinedAt[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return (originalAt[low] ?? 0) + at - (joinedAt[low] ?? 0);
  };
  return { text: parts.join(""), placeOf };
}
