import { CONFUSABLES } from "./confusables.ts";

/** In {@link FOLD}: the character is dropped; separates words; stands for several characters (see {@link foldMany}). */
export const DROP = 0;
/** In {@link FOLD}: not part of a word. */
export const BREAK = 1;
/** In {@link FOLD}: folds to more than one character. */
export const MANY = 2;

/** For each UTF-16 unit its folded form: NFKC, lower case, without diacritics; `DROP`, `BREAK` or `MANY` where there is no single one. */
export const FOLD: Uint16Array = new Uint16Array(65_536);
/** For each folded letter the Latin letter it looks like, 0 if none. Latin letters themselves are 0. */
export const LOOKS_LIKE: Uint16Array = new Uint16Array(65_536);

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

function fill(from: number, to: number): void {
  for (let code = from; code <= to; code++) {
    const folded = foldSlowly(code);
    if (folded === "") FOLD[code] = DROP;
    else if (folded.trim() === "") FOLD[code] = BREAK;
    else if (folded.length === 1) FOLD[code] = folded.charCodeAt(0);
    else {
      FOLD[code] = MANY;
      many.set(code, folded);
    }
  }
}

let isBuilt = false;

/** Fills the tables, once; a few milliseconds that only a scan has to spend. Call it before reading them. */
export function buildFoldTables(): void {
  if (isBuilt) return;
  isBuilt = true;
  FOLD.fill(BREAK);
  // Ideographs, syllables and private use need no folding; the rest is small.
  for (let code = 0x3400; code <= 0xd7ff; code++) FOLD[code] = code;
  fill(0, 0x33ff);
  fill(0xa640, 0xa7ff);
  fill(0xab30, 0xabbf);
  fill(0xf900, 0xffff);
  for (const [latin, lookalikes] of Object.entries(CONFUSABLES)) {
    for (const lookalike of lookalikes) {
      const folded = foldMany(lookalike.codePointAt(0) ?? 0);
      if (folded.length === 1 && folded.charCodeAt(0) > 0x7f) LOOKS_LIKE[folded.charCodeAt(0)] = latin.charCodeAt(0);
    }
  }
}
