const ASCII = 128;
/** When each character was last seen, on a clock of calls. */
const SEEN = new Int32Array(ASCII);
const LATEST = 2 ** 30;
let clock = 0;

/** Whether a text is made of at most so many different characters, upper and lower case taken as one. */
export function hasFewLetters(text: string, most: number): boolean {
  if (clock >= LATEST) {
    SEEN.fill(0);
    clock = 0;
  }
  clock++;
  let different = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= ASCII) return new Set(text.toLowerCase()).size <= most;
    const code = unit >= 65 && unit <= 90 ? unit | 32 : unit;
    if (SEEN[code] === clock) continue;
    SEEN[code] = clock;
    if (++different > most) return false;
  }
  return true;
}
