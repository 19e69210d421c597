import { CONFUSABLES } from "./confusables.ts";

/** In {@link foldUnit}: the character is dropped; separates words; stands for several characters (see {@link foldMany}). */
export const DROP = 0;
/** In {@link foldUnit}: not part of a word. */
export const BREAK = 1;
/** In {@link foldUnit}: folds to more than one character. */
export const MANY = 2;

// No character folds to this one.
const UNKNOWN = 3;

/** For each UTF-16 unit its folded form: NFKC, lower case, without diacritics; `DROP`, `BREAK` or `MANY` where there is no single one. */
const FOLD = new Uint16Array(65_536).fill(UNKNOWN);

const many = new Map<number, string>();

/** The folded form of a code point that folds to several characters, or lies beyond the basic plane. Breaks are spaces. */
export function foldMany(code: number): string {
  let folded = many.get(code);
  if (folded === undefined) {
    folded = foldSlowly(code);
    if (many.size > 20_000) many.clear();
    many.set(code, folded);
  }
  return folded;
}

const WORD = /^[\p{L}\p{N}\p{M}]$/u;
// Marks of scripts that are read the same without them; the vowel signs of Indic and Thai writing stay.
const OPTIONAL_MARK =
  // oxlint-disable-next-line no-misleading-character-class -- single marks are what is matched
  /[\u0300-\u036F\u0483-\u0489\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F]/gu;
const INVISIBLE =
  // oxlint-disable-next-line no-misleading-character-class -- single marks are what is matched
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{E0000}-\u{E0FFF}]|[\u{1D173}-\u{1D17A}]/gu;

function foldSlowly(code: number): string {
  const character = String.fromCodePoint(code);
  if (character.replace(INVISIBLE, "") === "") return "";
  const letter = disguisedLetter(code);
  if (letter !== "") return letter;
  const stripped = character
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(OPTIONAL_MARK, "")
    .normalize("NFKC");
  if (stripped === "") return "";
  return Array.from(stripped, (part) => (WORD.test(part) ? (SPECIAL[part] ?? part) : " ")).join("");
}

const SPECIAL: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  þ: "th",
  ς: "σ",
  ь: "ь",
};

// Letters in boxes, circles and flags, which normalisation leaves alone.
function disguisedLetter(code: number): string {
  for (const [first, last] of [
    [0x1f1e6, 0x1f1ff],
    [0x1f150, 0x1f169],
    [0x1f170, 0x1f189],
  ] as const) {
    if (code >= first && code <= last) return String.fromCharCode(97 + code - first);
  }
  return "";
}

// Ranges whose characters fold to something else, or are no part of words. All others are themselves or breaks.
const FOLDED_RANGES: readonly (readonly [number, number])[] = [
  [0, 0x33ff],
  [0xa640, 0xa7ff],
  [0xab30, 0xabbf],
  [0xf900, 0xffff],
];

/** What a UTF-16 unit folds to: a character code, `DROP`, `BREAK` or `MANY`. Made at its first use: a program that scans one text pays for its letters only. */
export function foldUnit(unit: number): number {
  const known = FOLD[unit] ?? BREAK;
  return known === UNKNOWN ? learn(unit) : known;
}

function learn(unit: number): number {
  const folded = makeFold(unit);
  FOLD[unit] = folded;
  return folded;
}

function makeFold(unit: number): number {
  if (!FOLDED_RANGES.some(([from, to]) => unit >= from && unit <= to))
    return unit >= 0x3400 && unit <= 0xd7ff ? unit : BREAK;
  if (unit < 128) return isAsciiWord(unit) ? unit | 32 : BREAK;
  const folded = foldSlowly(unit);
  if (folded === "") return DROP;
  if (folded.trim() === "") return BREAK;
  if (folded.length === 1) return folded.charCodeAt(0);
  many.set(unit, folded);
  return MANY;
}

// The bit that makes an ASCII letter lower is set in digits anyway.
function isAsciiWord(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || ((unit | 32) >= 97 && (unit | 32) <= 122);
}

let lookalikes: Uint16Array | undefined;

/** For each folded letter the Latin letter it looks like, 0 if none. Latin letters themselves are 0. */
export function looksLike(folded: number): number {
  lookalikes ??= buildLookalikes();
  return lookalikes[folded] ?? 0;
}

function buildLookalikes(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (const [latin, letters] of Object.entries(CONFUSABLES)) {
    for (const letter of letters) {
      const folded = foldMany(letter.codePointAt(0) ?? 0);
      if (folded.length === 1 && folded.charCodeAt(0) > 0x7f) table[folded.charCodeAt(0)] = latin.charCodeAt(0);
    }
  }
  return table;
}
