import type { TextView } from "./text-view.ts";

const ESCAPE =
  /&#x[0-9a-f]{1,6};?|&#\d{1,7};?|&(?:lt|gt|amp|quot|apos|nbsp|colon|period|comma|newline|tab);|(?:%[0-9a-f]{2}){1,64}|\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|(?:\\x[0-9a-f]{2}){1,64}|\\[0-3][0-7]{2}|U\+[0-9a-f]{4,5}[ ,]?|=[0-9A-F]{2}(?=[=A-Za-z0-9 ])/gi;
const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  colon: ":",
  period: ".",
  comma: ",",
  newline: "\n",
  tab: "\t",
};
const LEAST = 4;
const MAX_READ = 30_000;
const UTF8 = new TextDecoder();

/** The whole text with HTML, URL, JavaScript, C, quoted-printable and U+ escapes undone, when at least four stand in it. */
export function decodeEscapes(text: string): TextView[] {
  if (!/[&%\\=]|U\+/i.test(text)) return [];
  let count = 0;
  const decoded = text.slice(0, MAX_READ).replace(ESCAPE, (escape) => {
    const plain = decodeOne(escape);
    if (plain !== escape) count += escape.length > 12 ? 4 : 1;
    return plain;
  });
  if (count < LEAST) return [];
  const isForm = decoded.split("+").length > 3 && !decoded.includes(" ");
  return [{ kind: "escaped", text: isForm ? decoded.replaceAll("+", " ") : decoded, start: 0, end: text.length }];
}

function decodeOne(escape: string): string {
  const first = escape.charCodeAt(0);
  if (first === PERCENT || /^\\x/i.test(escape)) return decodeBytes(escape, first === PERCENT ? 3 : 4);
  if (first === EQUALS) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  if (first !== AMPERSAND) {
    const isOctal = /^\\[0-3]/.test(escape);
    const digits = isOctal ? escape.slice(1) : escape.slice(2).replace(/[{}, ]/g, "");
    return character(Number.parseInt(digits, isOctal ? 8 : 16), escape);
  }
  if (escape.charCodeAt(1) !== HASH) return NAMED[escape.slice(1, -1).toLowerCase()] ?? escape;
  const isHex = escape.charCodeAt(2) === 120 || escape.charCodeAt(2) === 88;
  return character(Number.parseInt(escape.slice(isHex ? 3 : 2), isHex ? 16 : 10), escape);
}

const PERCENT = 37;
const AMPERSAND = 38;
const HASH = 35;
const EQUALS = 61;

/** `width` characters a byte, the last two of them its digits. */
function decodeBytes(escape: string, width: number): string {
  const bytes = new Uint8Array(escape.length / width);
  for (const i of bytes.keys()) bytes[i] = Number.parseInt(escape.slice((i + 1) * width - 2, (i + 1) * width), 16);
  return UTF8.decode(bytes);
}

function character(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
