import { BREAK, DROP, foldMany, foldUnit, looksLike, MANY } from "./fold-table.ts";

/** A text in the form that rules and model read. `at[i]` is the offset in the original that `codes[i]` came from. */
export interface FoldedText {
  readonly codes: Uint16Array;
  readonly at: Int32Array;
  readonly length: number;
  readonly original: string;
}

const SPACE = 32;

/** Lower case, compatibility forms, without diacritics and invisible characters; look-alikes of Latin letters undone where the text is Latin. Linear. */
export function foldText(text: string): FoldedText {
  const { folded, disguised, native } = foldOnly(text);
  // Ukrainian is made of look-alikes almost alone; a disguise leaves some Latin letters as they were.
  if (disguised > 0) undisguise(folded, native < disguised * 0.2 && latinLetters(folded) >= disguised * 0.3);
  return { ...folded, original: text };
}

function latinLetters({ codes, length }: Growing): number {
  let letters = 0;
  for (let i = 0; i < length; i++) if ((codes[i] ?? 0) >= 97 && (codes[i] ?? 0) <= 122) letters++;
  return letters;
}

/** The same with look-alikes left as they are: for text known to be honest, such as the lexicon. */
export function foldHonestText(text: string): FoldedText {
  return { ...foldOnly(text).folded, original: text };
}

/** ASCII as it is folded: letters lower, all else as it stands. */
const PLAIN = Uint16Array.from({ length: 128 }, (_, code) => (code >= 65 && code <= 90 ? code | 32 : code));

function foldOnly(text: string): { readonly folded: Growing; readonly disguised: number; readonly native: number } {
  let out: Growing = { codes: new Uint16Array(text.length + 16), at: new Int32Array(text.length + 16), length: 0 };
  let disguised = 0;
  let native = 0;
  for (let i = 0; i < text.length; i++) {
    i = foldPlain(text, i, out);
    if (i >= text.length) break;
    const unit = text.charCodeAt(i);
    const folded = foldUnit(unit);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const point = text.codePointAt(i) ?? unit;
      out = append(out, point > 0xffff ? foldMany(point) : " ", i);
      if (point > 0xffff) i++;
    } else if (folded === MANY) out = append(out, foldMany(unit), i);
    else if (folded !== DROP) {
      if (out.length >= out.codes.length) out = grow(out);
      // A break keeps its own sign: views and rules look at punctuation.
      out.codes[out.length] = folded !== BREAK ? folded : unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
      out.at[out.length++] = i;
      if (folded > 0x7f && folded < 0x2000) {
        if (looksLike(folded) !== 0) disguised++;
        else if (folded >= 0x370) native++;
      }
    }
  }
  return { folded: out, disguised, native };
}

/** Folds ASCII from `from` on, as far as there is room; gives where it ended. Most text is nothing else. */
function foldPlain(text: string, from: number, out: Growing): number {
  const { codes, at } = out;
  let { length } = out;
  let i = from;
  for (const end = Math.min(text.length, from + codes.length - length); i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) break;
    codes[length] = PLAIN[unit] ?? unit;
    at[length++] = i;
  }
  out.length = length;
  return i;
}

interface Growing {
  codes: Uint16Array;
  at: Int32Array;
  length: number;
}

function grow(out: Growing): Growing {
  const codes = new Uint16Array(out.codes.length * 2);
  const at = new Int32Array(out.codes.length * 2);
  codes.set(out.codes);
  at.set(out.at);
  return { codes, at, length: out.length };
}

function append(into: Growing, folded: string, from: number): Growing {
  let out = into;
  for (let i = 0; i < folded.length; i++) {
    if (out.length >= out.codes.length) out = grow(out);
    out.codes[out.length] = folded.charCodeAt(i);
    out.at[out.length++] = from;
  }
  return out;
}

/** Latin for look-alikes: everywhere when hardly a letter is truly of another script, else in words that also hold Latin letters. */
function undisguise(out: Growing, everywhere: boolean): void {
  for (let start = 0; start < out.length;) {
    let end = start;
    let hasLatin = false;
    while (end < out.length && isWordCode(out.codes[end] ?? SPACE)) {
      const code = out.codes[end++] ?? SPACE;
      if (code >= 97 && code <= 122) hasLatin = true;
    }
    if (everywhere || hasLatin)
      for (let i = start; i < end; i++) out.codes[i] = looksLike(out.codes[i] ?? 0) || (out.codes[i] ?? SPACE);
    start = end + 1;
  }
}

/** Whether a folded code is part of a word. */
export function isWordCode(code: number): boolean {
  return foldUnit(code) > MANY;
}
