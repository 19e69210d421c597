const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  copy: "©",
  reg: "®",
  trade: "™",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  colon: ":",
  tab: "\t",
  newline: "\n",
  sol: "/",
  times: "×",
  deg: "°",
  euro: "€",
  pound: "£",
  middot: "·",
  bull: "•",
  rarr: "→",
  larr: "←",
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,10}));/y;

/** The character that an HTML entity at `at` stands for, and its length; undefined when there is none. */
export function decodeEntity(text: string, at: number): { readonly text: string; readonly length: number } | undefined {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const decoded =
    name === undefined
      ? character(Number.parseInt(decimal ?? hexadecimal ?? "", decimal === undefined ? 16 : 10))
      : NAMED[name.toLowerCase()];
  return decoded === undefined ? undefined : { text: decoded, length: whole.length };
}

/** A text with all its entities decoded. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  let out = "";
  for (let at = 0; at < text.length;) {
    const entity = text.charAt(at) === "&" ? decodeEntity(text, at) : undefined;
    out += entity?.text ?? text.charAt(at);
    at += entity?.length ?? 1;
  }
  return out;
}

function character(code: number): string {
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\uFFFD" : String.fromCodePoint(code);
}
