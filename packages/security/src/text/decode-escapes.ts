import type { TextView } from "./text-view.ts";

const ESCAPE = /&#x[0-9a-f]{1,6};?|&#\d{1,7};?|&(?:lt|gt|amp|quot|apos|nbsp|colon|period|comma|newline|tab);|(?:%[0-9a-f]{2}){1,64}|\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|(?:\\x[0-9a-f]{2}){1,64}|\\[0-3][0-7]{2}|U\+[0-9a-f]{4,5}[ ,]?|=[0-9A-F]{2}(?=[=A-Za-z0-9 ])/gi;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " ", colon: ":", period: ".", comma: ",", newline: "\n", tab: "\t" };
const LEAST = 4;
const UTF8 = new TextDecoder();

/** The whole text with HTML, URL, JavaScript, C, quoted-printable and U+ escapes undone, when at least four stand in it. */
export function decodeEscapes(text: string): TextView[] {
  if (!/[&%\\=]|U\+/i.test(text)) return [];
  let count = 0;
  const decoded = text.replace(ESCAPE, (escape) => {
    const plain = decodeOne(escape);
    if (plain !== escape) count += escape.length > 12 ? 4 : 1;
    return plain;
  });
  if (count < LEAST) return [];
  const isForm = decoded.split("+").length > 3 && !decoded.includes(" ");
  return [{ kind: "escaped", text: isForm ? decoded.replaceAll("+", " ") : decoded, start: 0, end: text.length }];
}

function decodeOne(escape: string): string {
  const named = /^&([a-z]+);$/i.exec(escape)?.[1];
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? escape;
  if (escape.startsWith("%") || /^\\x/i.test(escape)) {
    const bytes = escape.match(/[0-9a-f]{2}/gi)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
    return UTF8.decode(new Uint8Array(bytes));
  }
  const isDecimal = /^&#\d/.test(escape);
  const isOctal = /^\\[0-3]/.test(escape);
  const digits = /[0-9a-f]{2,7}|\d/i.exec(escape.replace(/^&#x?/i, ""))?.[0] ?? "";
  const code = Number.parseInt(digits, isDecimal ? 10 : isOctal ? 8 : 16);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : escape;
}
