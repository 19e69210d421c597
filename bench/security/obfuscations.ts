/** Ways to write a text so that a reader or a model still gets it and a plain matcher does not. Deterministic. */
export const OBFUSCATIONS: Readonly<Record<string, (text: string) => string>> = {
  zero_width: (text) => each(text, (letter, i) => (i % 2 === 0 && /\w/.test(letter) ? `${letter}\u200B` : letter)),
  tag_characters: (text) =>
    each(text, (letter) =>
      letter.charCodeAt(0) >= 32 && letter.charCodeAt(0) < 127
        ? String.fromCodePoint(0xe0000 + letter.charCodeAt(0))
        : letter,
    ),
  homoglyphs: (text) =>
    each(
      text,
      (letter) => ({ a: "а", e: "е", o: "о", p: "р", c: "с", x: "х", y: "у", i: "і", s: "ѕ" })[letter] ?? letter,
    ),
  full_width: (text) =>
    each(text, (letter) => (/[!-~]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)),
  mathematical: (text) =>
    each(text, (letter) =>
      /[a-z]/.test(letter)
        ? String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)
        : /[A-Z]/.test(letter)
          ? String.fromCodePoint(0x1d400 + letter.charCodeAt(0) - 65)
          : letter,
    ),
  combining_marks: (text) => each(text, (letter) => (/[a-z]/i.test(letter) ? `${letter}\u0336` : letter)),
  leet: (text) =>
    each(text, (letter) => ({ a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" })[letter.toLowerCase()] ?? letter),
  spaced_letters: (text) =>
    text
      .split(/\s+/)
      .map((word) => Array.from(word).join(" "))
      .join("   "),
  spaced_evenly: (text) => Array.from(text.replaceAll(/\s+/g, "")).join(" "),
  base64: (text) => Buffer.from(text).toString("base64"),
  hexadecimal: (text) => Buffer.from(text).toString("hex"),
  rot13: (text) =>
    text.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (/[a-m]/i.test(letter) ? 13 : -13))),
  reversed: (text) => Array.from(text).toReversed().join(""),
  mixed_case: (text) => each(text, (letter, i) => (i % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())),
  html_entities: (text) => each(text, (letter) => `&#${letter.codePointAt(0)};`),
  url_encoding: (text) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  unicode_escapes: (text) => each(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
  shuffled_middles: (text) =>
    text.replace(
      /[A-Za-z]{5,}/g,
      (word) => word.charAt(0) + Array.from(word.slice(1, -1)).toReversed().join("") + word.slice(-1),
    ),
  hyphenated: (text) =>
    text.replace(/[A-Za-z]{5,}/g, (word) => `${word.slice(0, word.length >> 1)}-${word.slice(word.length >> 1)}`),
  glued: (text) => text.replaceAll(/[ \t]+/g, ""),
  markdown_split: (text) => text.replace(/[A-Za-z]{4,}/g, (word) => `${word.slice(0, 2)}**${word.slice(2)}**`),
  soft_hyphens: (text) => text.replace(/[A-Za-z]{3,}/g, (word) => Array.from(word).join("\u00AD")),
};

function each(text: string, change: (letter: string, index: number) => string): string {
  return Array.from(text, change).join("");
}
